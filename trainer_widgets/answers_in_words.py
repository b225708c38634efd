"""Answers in words, in each task's own terms: for reports, and wherever nothing is drawn."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from trainer_widgets.items.records import builtin
from trainer_widgets.missing import is_missing
from trainer_widgets.records import (
    CorrectionAnswer,
    CorrectionItem,
    ErrorMark,
    ImageTagAnswer,
    RankingAnswer,
    RankingItem,
    SafetyAnswer,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LETTERS = "ABCDEFGH"
MOST_LETTERS = 300
STRENGTHS = {1: "slightly better", 2: "better", 3: "much better"}
REFUSALS = {"none": "answered", "partial": "refused in part", "full": "refused"}


def answer_in_words(answer: Any, item: Any = None) -> str:  # noqa: ANN401 - any task's
    """Return what an answer says.

    Parameters
    ----------
    answer
        Any task's answer.
    item
        The item, so that responses are known by the letters of its own order and marked words
        by what they are. Without it ids and numbers stand for them.

    Examples
    --------
    >>> answer_in_words(RankingAnswer(order=[["b"], ["a"]], strength=3))
    'b is much better than a'
    >>> answer_in_words(ImageTagAnswer([]))
    'no tags'
    """
    match answer:
        case RankingAnswer():
            return _ranking(answer, letters_of(item) if isinstance(item, RankingItem) else {})
        case ImageTagAnswer():
            return tags_in_words(answer.tag_names)
        case SafetyAnswer():
            return _safety(answer)
        case CorrectionAnswer():
            return _correction(answer, item if isinstance(item, CorrectionItem) else None)
        case _:
            plain = builtin(answer)
            plain = plain if isinstance(plain, dict) else {"": plain}
            said = {name: it for name, it in plain.items() if name != "type" and not is_missing(it)}
            return "; ".join(f"{_spaced(name)}: {_words(it)}" for name, it in said.items())


def letters_of(item: RankingItem) -> dict[str, str]:
    """Return the letter of each response id, in the item's own order.

    Examples
    --------
    >>> from trainer_widgets.records import Message, Response
    >>> pair = [Response("heron", "Hi"), Response("crane", "Hello")]
    >>> letters_of(RankingItem("q1", [Message("user", "Greet")], pair))
    {'heron': 'A', 'crane': 'B'}
    """
    ids = (response.response_id for response in item.responses)
    return dict(zip(ids, LETTERS, strict=False))


def tags_in_words(names: Iterable[str]) -> str:
    r"""Return tags with their counts.

    Examples
    --------
    >>> tags_in_words(["pear", "apple", "pear"]) == "apple, pear \N{MULTIPLICATION SIGN} 2"
    True
    """
    counts = sorted(Counter(names).items())
    said = [f"{name} \N{MULTIPLICATION SIGN} {n}" if n > 1 else name for name, n in counts]
    return ", ".join(said) or "no tags"


def right_in_words(right: Mapping[str, Any], item: Any = None) -> str:  # noqa: ANN401 - any task's
    """Return what is right of an item, by the keys that gold has.

    Examples
    --------
    >>> right_in_words({"verdict": "unsafe", "categories": []})
    'verdict: unsafe; categories: none'
    """
    if "choice" in right:
        letters = letters_of(item) if isinstance(item, RankingItem) else {}
        return letters.get(right["choice"], _spaced(right["choice"]))
    return tags_in_words(right["tag_names"]) if "tag_names" in right else keys_in_words(right)


def keys_in_words(right: Mapping[str, Any]) -> str:
    """Return keys of a right answer with their values, whatever they are.

    Examples
    --------
    >>> keys_in_words({"should_refuse": False, "categories": ["tone"]})
    'should refuse: False; categories: tone'
    """
    return "; ".join(f"{_spaced(key)}: {_key_value(it)}" for key, it in right.items())


def _key_value(value: object) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(str(one) for one in value) or "none"
    return _spaced(value)


def _ranking(answer: RankingAnswer, letters: dict[str, str]) -> str:
    if answer.verdict != "ranked":
        return _spaced(answer.verdict)
    tiers = [[letters.get(one, one) for one in tied] for tied in answer.order]
    if answer.strength is None:
        return ", then ".join(" = ".join(sorted(tier)) for tier in tiers)
    if answer.strength == 0:
        return f"{' and '.join(sorted(tiers[0]))} are about the same"
    best, other = tiers[0][0], tiers[1][0]
    return f"{best} is {STRENGTHS[answer.strength]} than {other}"


def _safety(answer: SafetyAnswer) -> str:
    parts = [_spaced(answer.verdict)] if answer.verdict else []
    flags = sorted(answer.flags, key=lambda flag: flag.category)
    parts += [f"{flag.category} ({flag.severity})" for flag in flags]
    if answer.refusal:
        parts.append(REFUSALS[answer.refusal])
    if answer.should_refuse is not None:
        parts.append("should refuse" if answer.should_refuse else "should not refuse")
    if answer.action:
        parts.append(f"action: {answer.action}")
    if answer.rewrite is not None:
        parts.append(f"rewritten: “{_cut(answer.rewrite)}”")
    return "; ".join(parts) or "no flags"


def _correction(answer: CorrectionAnswer, item: CorrectionItem | None) -> str:
    parts = [_error(mark, item) for mark in sorted(answer.errors, key=lambda mark: mark.start)]
    if answer.rewrite is not None:
        parts.append(f"rewritten: “{_cut(answer.rewrite)}”")
    if answer.sources:
        parts.append(f"sources: {', '.join(source.reference for source in answer.sources)}")
    return "; ".join(parts) if not answer.is_correct else "; ".join(["nothing is wrong", *parts])


def _error(mark: ErrorMark, item: CorrectionItem | None) -> str:
    text = item.text(mark.side)[mark.start : mark.end] if item else f"{mark.start} to {mark.end}"
    where = "something missing" if mark.start == mark.end else f"“{_cut(text)}”"
    kinds = [kind for kind in (mark.category, mark.severity) if kind]
    told = f"{where} in the source" if mark.side == "source" else where
    return f"{told} ({', '.join(kinds)})" if kinds else told


def _words(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case list():
            return ", ".join(map(_words, value)) or "none"
        case dict():
            return ", ".join(f"{_spaced(name)} {_words(it)}" for name, it in value.items())
        case _:
            return _cut(str(value))


def _spaced(name: object) -> str:
    return str(name).replace("_", " ")


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= MOST_LETTERS else f"{line[: MOST_LETTERS - 1]}…"
