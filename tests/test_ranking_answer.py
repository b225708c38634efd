"""What a ranking may say."""

from __future__ import annotations

import re
from itertools import product

import pytest

from trainer_widgets import RankingAnswer, Score
from trainer_widgets.records.ranking import STRENGTHS
from trainer_widgets.schema import FRONTEND


@pytest.mark.parametrize(("points", "strength"), [*product((7, 5, 4, 2), range(4))])
def test_a_strength_is_one_of_its_scales(points: int, strength: int) -> None:
    """A scale gives the strengths of its points and no other."""
    allowed = {7: {0, 1, 2, 3}, 5: {0, 1, 3}, 4: {1, 3}, 2: {2}}
    order = [["a"], ["b"]] if strength else [["a", "b"]]
    assert set(STRENGTHS[points]) == allowed[points]
    if strength in allowed[points]:
        assert RankingAnswer(order, strength, points=points).strength == strength  # type: ignore[arg-type]
    else:
        with pytest.raises(ValueError, match=f"a scale of {points} points .* not {strength}"):
            RankingAnswer(order, strength, points=points)  # type: ignore[arg-type]
    assert RankingAnswer(order, strength).points is None


def test_the_view_has_the_same_scales() -> None:
    """The positions that the view offers have the strengths that the record allows."""
    source = (FRONTEND / "src" / "ranking" / "answer.ts").read_text(encoding="utf-8")
    lines = re.findall(r"^  (\d): \[([-\d, ]+)\],$", source, re.MULTILINE)
    shown = {int(points): {abs(int(one)) for one in places.split(",")} for points, places in lines}
    assert shown == {points: set(strengths) for points, strengths in STRENGTHS.items()}


def test_a_response_is_scored_once_on_a_criterion() -> None:
    """Two scores of one response on one criterion contradict each other; on two they do not."""
    scores = [Score("a", "Tone", 3), Score("b", "Tone", 3), Score("a", "Facts", 3)]
    assert len(RankingAnswer([["a"], ["b"]], scores=scores).scores) == 3
    with pytest.raises(ValueError, match="'a' is scored twice on 'Tone'"):
        RankingAnswer([["a"], ["b"]], scores=[*scores, Score("a", "Tone", 4)])


def test_an_answer_fits_the_responses_it_names() -> None:
    """An order names every response and no other; so do scores, also without an order."""
    answer = RankingAnswer([["b"], ["a"]])
    assert answer.misfit(["a", "b"]) is None
    assert answer.misfit("AB") == "the order holds ['a', 'b'], the item ['A', 'B']"
    assert answer.misfit(["a"]) == "the order holds ['a', 'b'], the item ['a']"
    bad = RankingAnswer([], verdict="both_bad", scores=[Score("c", "Tone", 1)])
    assert bad.misfit(["a", "c"]) is None
    assert bad.misfit(["a", "b"]) == "a score is of response 'c', the item holds ['a', 'b']"
