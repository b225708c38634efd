"""Cells and widgets analyse at the same time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pandas as pd

from trainer_widgets import analysis


def test_several_threads_get_what_one_gets() -> None:
    """Two threads that measure agreement again and again end, each with the right numbers."""
    labels = pd.DataFrame(
        {
            "item_id": [f"q{row // 3}" for row in range(30)],
            "annotator": ["ana", "ben", "eva"] * 10,
            "choice": list("aab") * 10,
        }
    )
    alone = analysis.agreement(labels, resamples=10)
    with ThreadPoolExecutor(3) as pool:
        found = [pool.submit(analysis.agreement, labels, resamples=10) for _ in range(24)]
        for one in found:
            pd.testing.assert_frame_equal(one.result(timeout=120), alone)
