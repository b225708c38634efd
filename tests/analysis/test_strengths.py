"""Strengths of models are the published ones, and those of independent packages."""

from __future__ import annotations

import math
from typing import Any

import choix
import evalica
import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.tools import numdiff

from tests.analysis.compared_models import by_model, errors, simulated
from trainer_widgets.analysis import model_strengths

TEAMS = ("Milwaukee", "Detroit", "Toronto", "New York", "Boston", "Cleveland", "Baltimore")
# Wins of the row over the column, American League East 1987: Agresti (2002), Categorical Data
# Analysis, second edition, table 10.10.
BASEBALL = (
    (0, 7, 9, 7, 7, 9, 11),
    (6, 0, 7, 5, 11, 9, 9),
    (4, 6, 0, 7, 7, 8, 12),
    (6, 8, 6, 0, 6, 7, 10),
    (6, 2, 6, 7, 0, 7, 12),
    (4, 4, 5, 6, 6, 0, 6),
    (2, 4, 1, 3, 1, 7, 0),
)


def games() -> pd.DataFrame:
    """Give one row a game of the published table."""
    cells = [
        (winner, loser)
        for winner, row in zip(TEAMS, BASEBALL, strict=True)
        for loser, wins in zip(TEAMS, row, strict=True)
        for _ in range(wins)
    ]
    return pd.DataFrame(cells, columns=["left", "right"]).assign(winner="left")


def test_strengths_as_published() -> None:
    """Baseball as in the manual of BradleyTerry2 (Turner and Firth 2012), Baltimore at zero."""
    found = by_model(model_strengths(games()))["estimate"]
    published = {
        "Boston": 1.1077,
        "Cleveland": 0.6839,
        "Detroit": 1.4364,
        "Milwaukee": 1.5814,
        "New York": 1.2476,
        "Toronto": 1.2945,
    }
    assert (found - found["Baltimore"]).drop("Baltimore").round(4).to_dict() == published
    assert found.sum() == pytest.approx(0, abs=1e-9)
    assert model_strengths(games())["n"].tolist() == [78] * 7


def contrasts(fitted: Any, models: int) -> tuple[np.ndarray, np.ndarray]:
    """Give centered estimates and their errors of a fit that leaves out the first model."""
    center = (np.eye(models) - 1 / models)[:, 1:]
    coefficients = fitted.params[: models - 1]
    covariance = fitted.cov_params()[: models - 1, : models - 1]
    return center @ coefficients, np.sqrt(np.diag(center @ covariance @ center.T))


def test_davidson_is_a_loglinear_model() -> None:
    """Poisson regression with an effect of each pair gives the same strengths and errors.

    Critchlow and Fligner (1991), Paired comparison, triple comparison, and ranking experiments as
    generalized linear models, Psychometrika 56(3).
    """
    frame = simulated(400)
    result = model_strengths(frame)
    table = (
        frame.assign(
            win=frame["winner"] == "left",
            loss=frame["winner"] == "right",
            tie=frame["winner"] == "tie",
        )
        .groupby(["left", "right"])[["win", "tie", "loss"]]
        .sum()
    )
    rows, counts = [], []
    for pair, (left, right, *cell) in enumerate(table.reset_index().itertuples(index=False)):
        for place, lean in enumerate((0.5, 0.0, -0.5)):
            row = np.zeros(4 + len(table))
            for model, sign in ((left, 1), (right, -1)):
                row[int(model[1]) - 1] += sign * lean if model != "m0" else 0
            row[3], row[4 + pair] = place == 1, 1
            rows.append(row)
            counts.append(cell[place])
    fitted = sm.GLM(counts, np.array(rows), family=sm.families.Poisson()).fit(tol=1e-13)
    estimates, spread = contrasts(fitted, 4)
    assert by_model(result)["estimate"].tolist() == pytest.approx(estimates.tolist(), abs=1e-9)
    assert errors(result, stats.norm.ppf(0.975)) == pytest.approx(spread.tolist(), abs=1e-7)
    nu = math.exp(fitted.params[3])
    assert f"tie parameter nu = {nu:.4g}" in result["note"].iloc[0]


def test_errors_clustered_by_item_are_statsmodels() -> None:
    """Logistic regression with clusters gives the same errors, but for its small correction."""
    frame = simulated(ties=0.0)
    result = model_strengths(frame, item="item_id", ties="drop")
    design = np.zeros((len(frame), 4))
    design[np.arange(len(frame)), frame["left"].str[1].astype(int)] += 1
    design[np.arange(len(frame)), frame["right"].str[1].astype(int)] -= 1
    logit = sm.GLM(frame["winner"] == "left", design[:, 1:], family=sm.families.Binomial())
    groups = {"groups": frame["item_id"].to_numpy(), "use_correction": False}
    fitted = logit.fit(tol=1e-13, cov_type="cluster", cov_kwds=groups)
    estimates, spread = contrasts(_plain(fitted), 4)
    spread *= math.sqrt(120 / 119)
    assert by_model(result)["estimate"].tolist() == pytest.approx(estimates.tolist(), abs=1e-9)
    assert errors(result, stats.t.ppf(0.975, 119)) == pytest.approx(spread.tolist(), abs=1e-9)
    naive = model_strengths(frame, ties="drop")
    assert (naive["high"] - naive["low"]).sum() < (result["high"] - result["low"]).sum()


class _plain:  # noqa: N801 - a view of a fit
    """Give a fit's numbers without their names."""

    def __init__(self, fitted: Any) -> None:
        self.params, self._covariance = np.asarray(fitted.params), np.asarray(fitted.cov_params())

    def cov_params(self) -> Any:
        """Give the covariance."""
        return self._covariance


def test_clustered_davidson_errors_are_the_likelihoods() -> None:
    """Davidson's likelihood, differentiated by numbers, gives the same sandwich over items."""
    frame = simulated(150)
    result = model_strengths(frame, item="item_id")
    sides = [frame[side].str[1].astype(int).to_numpy() for side in ("left", "right")]
    place = frame["winner"].map({"left": 0, "tie": 1, "right": 2}).to_numpy()

    def likelihoods(parameters: np.ndarray) -> np.ndarray:
        strength = np.exp(np.append(0, parameters[:3]))
        left, right = (strength[side] for side in sides)
        weights = np.stack([left, np.exp(parameters[3]) * np.sqrt(left * right), right], axis=1)
        shares = weights[np.arange(len(frame)), place] / weights.sum(axis=1)
        return np.asarray(np.log(shares))

    nu = float(result["note"][0].split("nu = ")[1].split(";")[0])
    strengths = by_model(result)["estimate"].to_numpy()
    at = np.append(strengths[1:] - strengths[0], np.log(nu))
    by_row = numdiff.approx_fprime(at, likelihoods, centered=True)
    by_item = pd.DataFrame(by_row).groupby(frame["item_id"]).sum().to_numpy()
    assert by_item.sum(axis=0) == pytest.approx(np.zeros(4), abs=0.02)
    inverse = np.linalg.inv(numdiff.approx_hess(at, lambda x: likelihoods(x).sum()))
    covariance = inverse @ (by_item.T @ by_item) @ inverse * 150 / 149
    center = np.hstack([(np.eye(4) - 0.25)[:, 1:], np.zeros((4, 1))])
    spread = np.sqrt(np.diag(center @ covariance @ center.T))
    assert errors(result, stats.t.ppf(0.975, 149)) == pytest.approx(spread.tolist(), rel=1e-3)


@settings(max_examples=6)
@given(st.integers(0, 10_000), st.sampled_from([0.0, 0.8]))
def test_bradley_terry_is_choixs_and_evalicas(seed: int, ties: float) -> None:
    """Without ties choix gives the same strengths, and with half ties evalica does."""
    frame = simulated(60, ties=ties, seed=seed)
    half = model_strengths(frame, ties="half")
    if half["estimate"].isna().any():
        return
    winner = frame["winner"].map(
        {"left": evalica.Winner.X, "right": evalica.Winner.Y, "tie": evalica.Winner.Draw}
    )
    options: dict[str, Any] = {"tolerance": 1e-15, "limit": 100_000, "tie_weight": 0.5}
    scores = np.log(evalica.bradley_terry(frame["left"], frame["right"], winner, **options).scores)
    expected = (scores - scores.mean()).sort_index().tolist()
    assert by_model(half)["estimate"].tolist() == pytest.approx(expected, abs=1e-9)
    if not ties:
        sides = frame[["left", "right"]].apply(lambda names: names.str[1].astype(int)).to_numpy()
        wins = np.where((frame["winner"] == "left").to_numpy()[:, None], sides, sides[:, ::-1])
        params = choix.ilsr_pairwise(4, wins.tolist(), tol=1e-12, max_iter=1000)
        expected = (params - params.mean()).tolist()
        assert by_model(half)["estimate"].tolist() == pytest.approx(expected, abs=1e-9)
