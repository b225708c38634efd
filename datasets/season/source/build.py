"""Simulate one season in three small projects: ranking, image tags and safety.

Run ``python datasets/season/source/build.py [folder]``. The same parameters and seeds give the
same files; the three projects are written anew each time.
"""

from __future__ import annotations

import datetime as dt
import shutil
import sys
from pathlib import Path
from typing import Any

from trainer_widgets.analysis import simulate_season

SEASON = Path(__file__).resolve().parents[1]
# What all three share: people who do not know everything, who ask, skip and see prelabels.
EVERYDAY: dict[str, Any] = {
    "items": 360,
    "weeks": 14,
    "overlap": 3,
    "start": dt.date(2026, 1, 5),
    "skill": 0.93,
    "skill_spread": 0.02,
    "pace_spread": 0.25,
    "difficulty": 0.1,
    "escalating": 0.14,
    "skipping": 0.05,
    "ruling_days": 5.0,
    "strength_spread": 0.6,
}
PROJECTS: dict[str, dict[str, Any]] = {
    # One person drifts, sides matter, and a model's prelabel is on a part of the screens.
    "ranking": {
        "seed": 21,
        "annotators": 7,
        "pace": 70.0,
        "drift": 0.3,
        "drift_from": 8,
        "lean": 0.35,
        "lean_spread": 0.05,
        "prelabels": 0.4,
        "anchoring": 0.5,
        "weak_slice": {"language": "de", "topic": "dates"},
        "weakness": 0.5,
        "weak_failure": 0.2,
    },
    # The team changes at once, and the tagger's proposals are shown on half of the pictures.
    "image_tags": {
        "seed": 22,
        "annotators": 6,
        "pace": 40.0,
        "newcomers": 3,
        "newcomers_from": 8,
        "newcomer_skill": 0.6,
        "prelabels": 0.5,
        "anchoring": 0.6,
        "weak_slice": {"light": "dusk", "tagger": "lynx-2"},
        "weakness": 0.5,
        "weak_failure": 0.25,
    },
    # The guideline changes and helps, with what people know and with what they ask.
    "safety": {
        "seed": 23,
        "annotators": 8,
        "pace": 55.0,
        "skill": 0.86,
        "escalating": 0.18,
        "guideline_change": 8,
        "guideline_effect": 0.55,
        "prelabels": 0.3,
        "anchoring": 0.4,
        "strength_spread": 0.4,
        "weak_slice": {"language": "es", "model": "plover-4"},
        "weakness": 0.6,
        "weak_failure": 0.5,
    },
}


def main(folder: Path = SEASON) -> None:
    """Write the three projects."""
    for task, planted in PROJECTS.items():
        place = folder / task
        if place.exists():
            shutil.rmtree(place)
        project = simulate_season(place, task=task, **EVERYDAY | planted)
        sys.stdout.write(f"{task}: {len(project.events())} simulated events\n")


if __name__ == "__main__":
    main(*(Path(one) for one in sys.argv[1:2]))
