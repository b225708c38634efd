"""Agreement: published values."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.inter_rater import aggregate_raters, fleiss_kappa

from tests.analysis.labelings import (
    DIAGNOSES,
    FIVE_OBSERVERS,
    KRIPPENDORFF,
    THREE_CODERS,
    estimates,
    from_rows,
    from_table,
)
from trainer_widgets.analysis import agreement
from trainer_widgets.formats.public import load_public

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("level", "alpha"),
    [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)],
)
def test_alpha_of_four_observers(level: str, alpha: float) -> None:
    """Krippendorff (2011) computes alpha of one table at four levels."""
    found = estimates(from_rows(KRIPPENDORFF), level=level)
    assert found["krippendorff_alpha"] == pytest.approx(alpha, abs=5e-4)


@pytest.mark.parametrize(("level", "alpha"), [("nominal", 0.691), ("interval", 0.811)])
def test_alpha_of_three_coders(level: str, alpha: float) -> None:
    """Three coders, of whom none coded every unit, have the alpha that Krippendorff gives."""
    found = estimates(from_rows(THREE_CODERS), level=level)
    assert found["krippendorff_alpha"] == pytest.approx(alpha, abs=5e-4)


def test_fleiss_kappa_of_the_diagnoses() -> None:
    """Six psychiatrists and 30 patients have a kappa of .430 (Fleiss 1971)."""
    patients: list[list[Any]] = [
        [category for category, n in enumerate(patient) for _ in range(int(n))]
        for patient in DIAGNOSES.split()
    ]
    found = estimates(from_rows([*zip(*patients, strict=True)]))
    assert found["fleiss_kappa"] == pytest.approx(0.4302445, abs=5e-8)


def test_five_observers() -> None:
    """Gwet's own package irrCAC gives these for the table of his handbook (2014), page 120."""
    found = estimates(from_rows(FIVE_OBSERVERS))
    assert found["krippendorff_alpha"] == pytest.approx(0.481, abs=5e-4)
    assert found["gwet_ac1"] == pytest.approx(0.49662, abs=5e-6)
    assert found["fleiss_kappa"] == pytest.approx(0.45762, abs=5e-6)


def test_four_raters_with_gaps() -> None:
    """Fleiss' kappa and AC2 with gaps are those of irrCAC's cac.raw4raters (Gwet 2014)."""
    labels = from_rows([KRIPPENDORFF[0], [*KRIPPENDORFF[1][:-1], None],
                        [*KRIPPENDORFF[2][:-1], 3], KRIPPENDORFF[3]])  # fmt: skip
    assert estimates(labels)["fleiss_kappa"] == pytest.approx(0.76117, abs=5e-6)
    quadratic = estimates(labels, level="interval", weights="quadratic")
    assert quadratic["gwet_ac2"] == pytest.approx(0.914, abs=5e-6)


@pytest.mark.parametrize(
    ("level", "kappa", "low", "high"),
    [("nominal", 0.4842, 0.2137, 0.7547), ("ordinal", 0.4701, 0.1845, 0.7558)],
)
def test_cohen_kappa_of_sas(level: str, kappa: float, low: float, high: float) -> None:
    """The example of SAS's PROC FREQ in statsmodels' tests: kappa, and linearly weighted."""
    labels = from_table([[0, 4, 1], [0, 8, 0], [0, 1, 5]])
    result = agreement(labels, level=level, categories=[0, 1, 2], resamples=2)
    found = result.set_index("statistic").loc["cohen_kappa"]
    assert found["estimate"] == pytest.approx(kappa, abs=5e-5)
    assert (found["low"], found["high"]) == pytest.approx((low, high), abs=5e-5)


def test_the_paradox_of_high_agreement() -> None:
    """Agreement of 94 % with a kappa below 0 and an AC1 of .941 (Gwet 2008's paradox)."""
    result = agreement(from_table([[118, 5], [2, 0]]), resamples=2).set_index("statistic")
    found = result["estimate"]
    assert found["percent_agreement"] == pytest.approx(0.944, abs=5e-4)
    assert found["cohen_kappa"] == pytest.approx(-0.023, abs=5e-4)
    assert found["gwet_ac1"] == pytest.approx(0.941, abs=5e-4)
    assert (result["prevalence"] == 243 / 250).all()


def test_cohen_kappa_of_the_textbook() -> None:
    """Of 50 applications, 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no give a kappa of 0.4."""
    found = estimates(from_table([[20, 5], [10, 15]]))
    assert found["percent_agreement"] == pytest.approx(0.7)
    assert found["cohen_kappa"] == pytest.approx(0.4)


def test_masi_of_sets() -> None:
    """One item with {1, 2} and {1, 2, 3, 4}, twice: MASI's distance is 2/3 (Passonneau 2006)."""
    labels = pd.DataFrame({"item_id": ["q1", "q1"], "annotator": ["ana", "ben"]})
    labels["choice"] = [["1", "2"], ["4", "3", "2", "1"]]
    result = agreement(labels, level="set").set_index("statistic")
    assert result.loc["percent_agreement", "estimate"] == 0
    # With weights w off the diagonal, AC2's chance is (1 + w) / 2 of the two sets' shares of 1/2.
    chance = (2 + 2 / 3) / 2 * 0.5
    assert result.loc["gwet_ac2", "estimate"] == pytest.approx((1 / 3 - chance) / (1 - chance))
    assert set(result["weights"]) == {"unweighted", "MASI"}


@pytest.fixture(scope="session")
def pandalm(originals: Path, tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    """Give PandaLM's labels with their features."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRAINER_WIDGETS_DATA", str(originals))
        project = load_public("pandalm", cache=tmp_path_factory.mktemp("public"))
    return project.labels(features=True)


def test_pandalm_as_published(pandalm: pd.DataFrame) -> None:
    """Each two raters have the kappa of PandaLM's README (.85, .88, .86); the mean is theirs."""
    people = sorted(set(pandalm["annotator"]))
    kappas = [
        estimates(pandalm[pandalm["annotator"].isin(two)])["cohen_kappa"]
        for two in itertools.combinations(people, 2)
    ]
    assert [round(kappa, 2) for kappa in kappas] == [0.85, 0.88, 0.86]
    assert estimates(pandalm)["cohen_kappa"] == pytest.approx(np.mean(kappas))


def test_pandalm_agrees_with_statsmodels(pandalm: pd.DataFrame) -> None:
    """With complete labels Fleiss' kappa and its mean share of agreeing pairs are statsmodels'."""
    wide = pandalm.pivot_table("choice", "item_id", "annotator", aggfunc="first")
    table, _ = aggregate_raters(wide.to_numpy(dtype=str))
    chance = float(((table.sum(axis=0) / table.sum()) ** 2).sum())
    kappa = fleiss_kappa(table)
    found = estimates(pandalm)
    assert found["fleiss_kappa"] == pytest.approx(kappa)
    assert found["percent_agreement"] == pytest.approx(kappa * (1 - chance) + chance)


def test_pandalm_by_group(pandalm: pd.DataFrame) -> None:
    """Groups are the results of their own labels, with their own sizes."""
    result = agreement(pandalm, by="cmp_key", resamples=50)
    key = "opt-7b_pythia-6.9b"
    alone = agreement(pandalm[pandalm["cmp_key"] == key], resamples=50)
    assert len(result) == 50
    part = result[result["cmp_key"] == key].drop(columns="cmp_key").reset_index(drop=True)
    pd.testing.assert_frame_equal(part, alone)
