"""What people call the statistics of agreement."""

from __future__ import annotations

NAMES = {
    "percent_agreement": "Percent agreement",
    "krippendorff_alpha": "Krippendorff's alpha",
    "fleiss_kappa": "Fleiss' kappa",
    "gwet_ac1": "Gwet's AC1",
    "gwet_ac2": "Gwet's AC2",
    "cohen_kappa": "Cohen's kappa",
    "kendall_tau_b": "Kendall's tau-b",
    "kendall_w": "Kendall's W",
    "span_f1_exact": "F1 of exact spans",
    "span_f1_overlap": "F1 of overlapping spans",
    "span_f1_characters": "F1 of characters",
    "severity_score_alpha": "Alpha of severity scores",
    "severity_score_difference": "Difference of severity scores",
}
