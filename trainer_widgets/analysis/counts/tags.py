"""How often a tagger proposed each tag, and how often people kept it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis
import ibis.expr.datatypes as dt

from trainer_widgets.analysis.counts.labels import NO, has
from trainer_widgets.analysis.counts.sources import LabelsError

if TYPE_CHECKING:
    from collections.abc import Sequence


def tag_counts(labels: ibis.Table, by: Sequence[str], item: str, annotator: str) -> ibis.Table:
    """Compare the tags that were proposed with those that people gave.

    Parameters
    ----------
    labels
        With ``tag_names`` (a list, each tag as often as it is there) and ``shown`` (a struct whose
        ``auto_tags`` hold the ``name`` of each proposal).
    by
        Columns to group by; ``"tag"`` is the tag itself.
    item, annotator
        The columns that say what was labeled and by whom.

    Returns
    -------
    ibis.Table
        ``*by, proposed, given, matched, surplus, surplus_squares, images, n_items, n_annotators,
        n_labels``. Each of an item's k labels counts 1/k in all but the last three, so that an item
        which many people labeled weighs no more than another. ``images`` is how many images show
        or are said to show the tag; ``surplus`` sums proposed less given over them.

    Raises
    ------
    LabelsError
        When ``shown`` does not hold what the tagger proposed.
    """
    who = list(dict.fromkeys([*(name for name in by if name != "tag"), item, annotator]))
    labels = with_auto_tags(labels)
    each = _each_tag(labels, who).mutate(matched=ibis.least(ibis._.given, ibis._.proposed))
    kept = [name for name in who if name != annotator]
    raters = labels.group_by(kept).aggregate(raters=labels.count())
    # Groups may be missing values, which a plain join would drop.
    same = [each[name].identical_to(raters[name]) for name in kept]
    each = each.join(raters, same).select(each, raters.raters)
    weight = 1 / each.raters.cast("float64")
    surplus = (each.proposed - each.given).cast("float64")
    sums = {
        "proposed": each.proposed * weight,
        "given": each.given * weight,
        "matched": each.matched * weight,
        "surplus": surplus * weight,
        "surplus_squares": surplus * surplus * weight,
        "images": weight,
    }
    of_labels = each.aggregate(
        by=[*by, *(name for name in (item, annotator) if name not in by)],
        **{name: value.sum() for name, value in sums.items()},
    )
    return of_labels.aggregate(
        by=by,
        **{name: of_labels[name].sum().fill_null(0.0) for name in sums},
        n_items=of_labels[item].nunique(),
        n_annotators=of_labels[annotator].nunique(),
        n_labels=of_labels.count(),
    )


def _each_tag(labels: ibis.Table, who: Sequence[str]) -> ibis.Table:
    """Count each tag of each label: how often it was given, and how often it was proposed."""
    given = labels.select(*who, tag=labels.tag_names.cast("array<string>").unnest())
    proposed = labels.select(*who, auto=labels.auto_tags.unnest())
    both = ibis.union(
        given.mutate(given=1, proposed=0),
        proposed.select(*who, tag=proposed.auto["name"]).mutate(given=0, proposed=1),
    )
    return both.group_by([*who, "tag"]).aggregate(
        given=both.given.sum(), proposed=both.proposed.sum()
    )


def with_auto_tags(labels: ibis.Table) -> ibis.Table:
    """Return the labels of which the auto tags are known, with these as ``auto_tags``.

    Raises
    ------
    LabelsError
        When ``shown`` cannot hold what a tagger proposed.
    """
    kind = labels.schema()["shown"]
    if isinstance(kind, dt.Struct) and "auto_tags" in kind.names:
        # Lists that are all empty have no type.
        is_typed = isinstance(kind["auto_tags"].value_type, dt.Struct)
        auto_tags = labels.shown["auto_tags"]
        auto_tags = auto_tags if is_typed else auto_tags.cast("array<struct<name: string>>")
    elif isinstance(kind, dt.Null) or labels.schema()["tag_names"].is_null():
        auto_tags = ibis.null("array<struct<name: string>>")
    else:
        message = (
            "column 'shown' does not hold what a tagger proposed: give the labels of an image tag "
            "project, whose 'shown' has 'auto_tags'"
        )
        raise LabelsError(message)
    labels = labels.mutate(auto_tags=auto_tags)
    return labels.filter(has(labels, "tag_names") & has(labels, "auto_tags"))


def seen_with_tags(labels: ibis.Table) -> ibis.Table:
    """Count the labels, those whose auto tags are known, and those given with them on screen.

    Returns
    -------
    ibis.Table
        One row: ``labels``, ``known``, ``seen``.
    """
    kind = labels.schema()["shown"]
    told = isinstance(kind, dt.Struct) and "prelabels" in kind.names
    known = with_auto_tags(labels)
    seen: Any = known.shown["prelabels"].fill_null(NO) if told else NO
    of_known = known.aggregate(known=known.count(), seen=known.count(where=seen))
    given = labels.filter(has(labels, "tag_names"))
    return of_known.cross_join(given.aggregate(labels=given.count()))
