"""Ranking labels as chosen and rejected responses, in the layout that preference trainers read.

The columns ``prompt``, ``chosen`` and ``rejected`` follow the preference type with an explicit
prompt of Hugging Face TRL (https://huggingface.co/docs/trl/dataset_formats), standard or
conversational; ``margin`` is the column that its reward trainer subtracts. Everything else is for
people: a trainer ignores it.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

import pyarrow as pa

from trainer_widgets.formats import ExportError
from trainer_widgets.formats.pairs import (
    Pairs,
    Ties,
    labels_of,
    majority,
    pairs_of,
    pseudonym,
    settled,
)
from trainer_widgets.formats.reports import REASONS, PreferencesReport
from trainer_widgets.formats.writing import SUFFIXES, write_rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trainer_widgets.formats.pairs import Pair
    from trainer_widgets.project import Project
    from trainer_widgets.records import RankingItem

Annotators = Literal["each", "majority"]
Conversational = Literal["auto", True, False]


def export_preferences(  # noqa: PLR0913 - each is a choice about training data
    project: Project,
    path: str | Path,
    *,
    ties: Ties = "drop",
    annotators: Annotators = "each",
    pairs: Pairs = "all",
    margin: bool = True,
    conversational: Conversational = "auto",
    pseudonyms: bool = True,
    models: bool = False,
    model_annotators: bool = False,
    stale: bool = False,
    independent: bool = False,
) -> PreferencesReport:
    """Write the labels of a ranking project as preference pairs.

    Responses that are all bad or could not be judged give no pair, since a trainer has no place
    for them. So do two responses with the same text.

    Parameters
    ----------
    project
        A project whose task is ``ranking``.
    path
        A file ending in ``.jsonl`` or ``.parquet``; it is replaced at once or not at all.
    ties
        ``"drop"`` leaves tied pairs out. ``"both"`` writes them in both directions, which pulls
        the two rewards together (the margin is 0, or null where no strength was asked for).
    annotators
        ``"each"`` writes a row for each annotator; ``"majority"`` one for each pair of responses
        on which more than half of those who ranked it agree, with their mean margin, and with
        ``n_agree`` and ``n_annotators`` in place of ``annotator``.
    pairs
        Of three or more responses: ``"all"`` ordered pairs, each with its neighbours
        (``"adjacent"``), or ``"best_worst"``.
    margin
        Write the strength (1 slightly better, 2 better, 3 much better) as ``margin``, null where
        none was asked for, as on a plain choice between A and B. The column is absent when no
        pair has a strength.
    conversational
        Lists of messages instead of text. ``"auto"`` chooses them for the whole file as soon as
        a prompt is more than a single turn of the user.
    pseudonyms
        Name annotators ``annotator-1f0c39b2``: the same in every export of the project. Whoever
        knows the project's id and a list of names can find out who is who. False writes names.
    models
        Tell which model wrote each response.
    model_annotators
        Include labels given by models.
    stale
        Include labels whose item has changed since.
    independent
        Take the last answer before any exposure to feedback or to others' answers.

    Returns
    -------
    PreferencesReport
        Counts of what was written and what was left out.

    Raises
    ------
    ExportError
        For another task, an unknown suffix or choice, or when text is asked for and a prompt has
        several turns.

    Examples
    --------
    >>> from trainer_widgets import Project
    >>> project = Project("datasets/response_ranking")
    >>> report = export_preferences(project, getfixture("tmp_path") / "pairs.jsonl")
    >>> report.pairs <= 2 * report.labels
    True
    """
    path = Path(path)
    _check_task(project, path)
    _check_choice("ties", ties, Ties)
    _check_choice("annotators", annotators, Annotators)
    _check_choice("pairs", pairs, Pairs)
    _check_choice("conversational", conversational, Conversational)
    if annotators == "majority" and pairs != "all":
        message = f"annotators='majority' votes on all pairs: leave out pairs={pairs!r}"
        raise ExportError(message)
    dropped: Counter[str] = Counter()
    labels, read = labels_of(
        project, dropped, models=model_annotators, stale=stale, independent=independent
    )
    found = [pair for label in labels for pair in pairs_of(label, pairs)]
    if annotators == "majority":
        found = majority(found, dropped)
    found = [pair for pair in settled(found, ties, dropped) if _differs(project, pair, dropped)]
    as_messages = _is_conversational(project, found, conversational)
    with_margin = margin and any(pair.margin is not None for pair in found)
    columns = _columns(annotators, as_messages=as_messages, margin=with_margin, models=models)
    rows = []
    for pair in found:
        values = _content(project.items[pair.item_id], pair, as_messages=as_messages)
        values |= pair._asdict()
        if pseudonyms:
            values["annotator"] = pseudonym(project.id, pair.annotator)
        rows.append({name: values[name] for name in columns.names})
    write_rows(rows, columns, path)
    counts = {why: dropped[why] for why in REASONS if dropped[why]}
    return PreferencesReport(path, len(rows), read, counts, as_messages, with_margin)


def _check_task(project: Project, path: Path) -> None:
    if project.task != "ranking":
        message = f"preferences are made of rankings; the task of {project!r} is {project.task!r}"
        raise ExportError(message)
    if path.suffix not in SUFFIXES:
        message = f"{path.name!r}: the name has to end in {' or '.join(SUFFIXES)}"
        raise ExportError(message)


def _check_choice(name: str, value: object, allowed: object) -> None:
    choices = get_args(allowed)
    # True == 1, but 1 is none of the choices.
    if not any(value == choice and type(value) is type(choice) for choice in choices):
        message = f"{name}={value!r}: choose one of {', '.join(map(repr, choices))}"
        raise ExportError(message)


def _differs(project: Project, pair: Pair, dropped: Counter[str]) -> bool:
    texts = {one.response_id: one.text for one in project.items[pair.item_id].responses}
    same = texts[pair.better] == texts[pair.worse]
    dropped["same_text"] += same
    return not same


def _is_plain(item: RankingItem) -> bool:
    return [message.role for message in item.prompt] == ["user"]


def _is_conversational(project: Project, pairs: Iterable[Pair], wanted: Conversational) -> bool:
    several = [pair.item_id for pair in pairs if not _is_plain(project.items[pair.item_id])]
    if wanted == "auto":
        return bool(several)
    if several and not wanted:
        message = (
            f"conversational=False, but the prompt of item {several[0]!r} is more than a single "
            f"turn of the user: leave conversational at 'auto'"
        )
        raise ExportError(message)
    return wanted


def _content(item: RankingItem, pair: Pair, *, as_messages: bool) -> dict[str, Any]:
    responses = {one.response_id: one for one in item.responses}
    better, worse = responses[pair.better], responses[pair.worse]
    values: dict[str, Any] = {"chosen_model": better.model, "rejected_model": worse.model}
    if not as_messages:
        content = {"prompt": item.prompt[0].content, "chosen": better.text, "rejected": worse.text}
        return values | content
    prompt = [{"role": one.role, "content": one.content} for one in item.prompt]
    chosen, rejected = ([{"role": "assistant", "content": one.text}] for one in (better, worse))
    return values | {"prompt": prompt, "chosen": chosen, "rejected": rejected}


def _columns(annotators: Annotators, *, as_messages: bool, margin: bool, models: bool) -> pa.Schema:
    message = pa.struct([("role", pa.string()), ("content", pa.string())])
    text: pa.DataType = pa.list_(message) if as_messages else pa.string()
    columns: dict[str, pa.DataType] = {"prompt": text, "chosen": text, "rejected": text}
    if margin:
        columns["margin"] = pa.float64()
    columns |= {"item_id": pa.string()}
    if annotators == "majority":
        columns |= {"n_agree": pa.int64(), "n_annotators": pa.int64()}
    else:
        columns["annotator"] = pa.string()
    columns["guideline"] = pa.string()
    if models:
        columns |= {"chosen_model": pa.string(), "rejected_model": pa.string()}
    return pa.schema(list(columns.items()))
