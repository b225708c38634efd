"""Charts: what they say, and that they show wherever a notebook is read."""

from __future__ import annotations

import json
import subprocess
import sys
import zlib
from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np
import pandas as pd
import pytest
import vl_convert
from IPython.core.interactiveshell import InteractiveShell

from trainer_widgets import Taxonomy, analysis
from trainer_widgets.analysis.charts.rendering import (
    MIME,
    PALETTE,
    SCALE,
    VEGA_LITE,
    packed,
    render,
)
from trainer_widgets.records import SeverityLevel

if TYPE_CHECKING:
    from collections.abc import Iterator

PNG = b"\x89PNG\r\n\x1a\n"
NAMES = (
    "agreement", "agreement by", "no agreement", "bias", "bias by", "no bias", "pace", "no pace",
    "progress", "no progress",
)  # fmt: skip


def labels() -> pd.DataFrame:
    """Give simulated labels of three annotators, one of whom leans to the left."""
    rng = np.random.default_rng(7)
    rows = []
    for who, lean in (("ana", 0.5), ("ben", 0.9), ("chi", 0.5)):
        for number in range(60):
            order = ["a", "b"] if rng.random() < 0.5 else ["b", "a"]
            left = rng.random() < lean
            row: dict[str, Any] = {
                "item_id": f"q{number}",
                "annotator": who,
                "shown": {"order": order},
            }
            row |= {"choice": order[0 if left else 1], "active_ms": int(rng.lognormal(10, 0.5))}
            rows.append(row)
    return pd.DataFrame(rows)


def charts() -> dict[str, Any]:
    """Give every chart, of whole and of grouped results."""
    frame = labels()
    nothing = frame.drop(columns="shown").assign(active_ms=None)
    by = "annotator"
    return {
        "agreement": analysis.charts.agreement(analysis.agreement(frame)),
        "agreement by": analysis.charts.agreement(analysis.agreement(frame, by="choice")),
        "no agreement": analysis.charts.agreement(analysis.agreement(frame.iloc[:1])),
        "bias": analysis.charts.presentation_bias(analysis.presentation_bias(frame)),
        "bias by": analysis.charts.presentation_bias(analysis.presentation_bias(frame, by=by)),
        "no bias": analysis.charts.presentation_bias(analysis.presentation_bias(nothing)),
        "pace": analysis.charts.pace(analysis.pace(frame)),
        "no pace": analysis.charts.pace(analysis.pace(nothing)),
        "progress": analysis.charts.progress(analysis.progress(frame, total=80)),
        "no progress": analysis.charts.progress(analysis.progress(frame.iloc[:0])),
    }


@pytest.fixture(scope="module")
def drawn() -> Iterator[dict[str, Any]]:
    """Give every chart, and put altair's own renderer back afterwards."""
    yield charts()
    alt.renderers.enable("default")
    alt.theme.enable("default")


@pytest.mark.parametrize("name", NAMES)
def test_charts_compile_with_vega_lite_5(drawn: dict[str, Any], name: str) -> None:
    """The Vega-Lite that JupyterLab renders takes each chart without a warning."""
    spec = drawn[name].to_dict()
    assert vl_convert.vegalite_to_vega(spec, vl_version=VEGA_LITE)["marks"]
    bundle, metadata = render(spec)
    assert bundle[MIME]["$schema"] == "https://vega.github.io/schema/vega-lite/v5.json"
    assert bundle["image/png"].startswith(PNG)
    assert metadata["image/png"]["width"] > 400
    assert len(json.dumps(bundle[MIME])) < 10_000


def test_images_are_packed_without_loss(drawn: dict[str, Any]) -> None:
    """The image is vl-convert's, pixel by pixel, in less than half of the bytes."""
    spec = drawn["agreement"].to_dict()
    original = vl_convert.vegalite_to_png(spec, vl_version=VEGA_LITE, scale=SCALE)
    ours = packed(original)
    assert len(ours) < len(original) / 2
    assert chunks(ours) == chunks(original)


def chunks(png: bytes) -> dict[bytes, bytes]:
    """Give the chunks of a PNG with their checksums checked and the pixels unpacked."""
    found: dict[bytes, bytes] = {}
    at = len(PNG)
    while at < len(png):
        end = at + 8 + int.from_bytes(png[at : at + 4])
        kind, content = png[at + 4 : at + 8], png[at + 8 : end]
        assert int.from_bytes(png[end : end + 4]) == zlib.crc32(kind + content)
        found[kind] = found.get(kind, b"") + content
        at = end + 4
    return found | {b"IDAT": zlib.decompress(found[b"IDAT"])}


def test_charts_say_what_they_show(drawn: dict[str, Any]) -> None:
    """The text tells the finding first, then the numbers of every line."""
    said = {name: render(chart.to_dict())[0]["text/plain"] for name, chart in drawn.items()}
    assert said["agreement"].startswith("Two labels on the same item agree in ")
    assert "60 items, 3 annotators" in said["agreement"]
    assert said["no agreement"].startswith("Agreement cannot be told from these labels.")
    assert said["bias by"].startswith("One side is preferred by ben. ana: ")
    assert said["no bias"].startswith("Position bias cannot be told")
    assert said["pace"].startswith("An item takes a median of ")
    assert said["no pace"].startswith("No label tells how long it took.")
    assert said["progress"].startswith("180 of 240 labels are done. ana: 60 of 80, 75 %.")


def test_a_notebook_gets_one_bundle(drawn: dict[str, Any]) -> None:
    """IPython shows a chart as Vega-Lite 5, PNG and text, and nothing else."""
    analysis.charts.enable()
    formatter = InteractiveShell.instance().display_formatter
    assert formatter is not None
    data, _ = formatter.format(drawn["pace"])  # type: ignore[no-untyped-call]
    assert set(data) == {MIME, "image/png", "text/plain"}
    assert data["text/plain"] == drawn["pace"].description


def test_charts_are_the_same_each_time(drawn: dict[str, Any]) -> None:
    """Two runs give the same specification, so that a saved notebook does not change."""
    first, second = ({k: v.to_dict() for k, v in each.items()} for each in (drawn, charts()))
    assert first == second
    assert set(first) == set(NAMES)


def test_colours_are_told_apart_by_the_colour_blind() -> None:
    """No two colours of the palette come close for protanopes, deuteranopes or tritanopes."""
    colours = [[int(c[i : i + 2], 16) / 255 for i in (1, 3, 5)] for c in PALETTE]
    for matrix in _DICHROMATS:
        seen = np.clip(np.array(colours) @ np.array(matrix).T, 0, 1)
        apart = np.linalg.norm(seen[:, None] - seen[None], axis=2) + np.eye(len(seen)) * 9
        assert apart.min() > 0.1


# Machado, Oliveira and Fernandes (2009), severity 1: protan, deutan, tritan.
_DICHROMATS = [
    [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.01182, 0.04294, 0.968881],
    ],
    [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.3039],
    ],
]


@pytest.mark.parametrize("statement", ["trainer_widgets", "trainer_widgets.analysis"])
def test_nothing_heavy_is_imported_early(statement: str) -> None:
    """Opening a widget does not wait for the analysis' libraries."""
    heavy = "{'ibis', 'statsmodels', 'altair', 'vl_convert', 'duckdb', 'scipy'}"
    code = f"import sys, {statement}; print(sorted({heavy} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_statistics_on_other_scales_are_drawn_alone() -> None:
    """Points of severity stand beside no coefficient, and their own axis holds their interval."""
    frame = pd.DataFrame({"item_id": [f"q{n // 2}" for n in range(16)]})
    frame["annotator"] = ["ana", "ben"] * 8
    mark = {"start": 0, "end": 4, "severity": "major"}
    frame["errors"] = pd.Series([[mark] * (n % 3) for n in range(16)])
    levels = [SeverityLevel("major", "Major", weight=5)]
    taxonomy = Taxonomy("1.0", "MQM", [], levels)
    result = analysis.agreement(frame, "errors", "spans", taxonomy=taxonomy)
    together = analysis.charts.agreement(result).description
    assert "Alpha of severity scores" in together
    assert "Difference of severity scores" not in together
    alone = analysis.charts.agreement(result, "severity_score_difference").to_dict()
    (width,) = (layer["encoding"]["x"]["scale"]["domain"] for layer in alone["layer"]
                if "scale" in layer["encoding"].get("x", {}))  # fmt: skip
    assert width[1] >= result.set_index("statistic").loc["severity_score_difference", "high"]
    assert "full agreement" not in str(alone["title"])


def test_analysis_tells_its_names() -> None:
    """All public names are listed and found, others are refused as usual."""
    assert set(analysis.__all__) <= set(dir(analysis))
    for name in analysis.__all__:
        assert getattr(analysis, name).__doc__
    with pytest.raises(AttributeError, match="no attribute 'agreemint'"):
        _ = analysis.agreemint
