"""Taxonomy files: what is wrong is told with its line, and what is in use does not change."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from trainer_widgets import LabelStore, Project, Taxonomy
from trainer_widgets.records import SEVERITIES, Category, SeverityLevel
from trainer_widgets.taxonomy import (
    TaxonomyError,
    check_unchanged,
    keep,
    loose_taxonomy,
    read_taxonomy,
)
from trainer_widgets.toml_lines import TomlKey, lines_of

HEAD = 'version = "1.0"\nname = "Demo"\n\n'
TONE = '[[category]]\nid = "tone"\nname = "Tone"\n'
LEVELS = '[[severity]]\nid = "low"\nname = "Low"\n'
# A text and a list that look as if entries began in them.
TRICKY = TONE + 'definition = """\n[[category]]\nid = 3\n"""\nexamples = [\n  "id = 4",\n]\n'


def write(folder: Path, text: str, version: str = "1.0") -> Path:
    """Write a taxonomy and return its folder."""
    (folder / f"{version}.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (HEAD + TONE + "exmaples = []\n", "line 7: unknown field 'exmaples': did you mean 'ex"),
        (HEAD + TONE + "zebra = 1\n", "line 7: unknown field 'zebra': there are id, name"),
        (HEAD + '[[category]]\nid = "tone"\n', "line 4: this category has no 'name'"),
        (HEAD + TONE + TONE, "line 8: the category 'tone' is there already"),
        (HEAD + TONE + TONE.replace('"tone"', '"tnoe.rude"'), "line 8: 'tnoe.rude' has no parent"),
        (HEAD + TONE + TONE.replace('"tone"', '"tnoe.rude"'), "did you mean 'tone'?"),
        (HEAD + TONE + 'severities = ["sevre"]\n', "line 7: no severity is called 'sevre': did"),
        (HEAD + LEVELS + TONE + 'severities = ["high"]\n', "line 10: no severity is called 'high'"),
        (HEAD + TONE + "[category.weights]\nhigh = 2\nhuge = 3\n", "line 7: no severity is called"),
        (HEAD + LEVELS.replace('"low"', '"lwo"'), "line 5: no severity is called 'lwo'"),
        (HEAD + TRICKY + "name = 3\n", "Cannot overwrite a value"),
        (HEAD + TRICKY + "action = 3\n", "line 14: action: Expected `str`, got `int`"),
        (HEAD + TRICKY + "[[category]]\nid = 4\nname = 'x'\n", "line 15: id: Expected `str`"),
        (HEAD + "categories = []\n", "line 4: unknown field 'categories': did you mean 'category'"),
        ('name = "Demo"\n', "the taxonomy has no 'version'"),
        (HEAD + "[[category]]\nid = \n", "1.0.toml, line 5: Invalid value"),
        (HEAD + '[[category]]\nid = "tone\n', "1.0.toml, line 5: "),
        (HEAD + LEVELS + "weight = nan\n" + TONE, "line 7: nan is no weight: give a number"),
        (HEAD + LEVELS + "weight = -inf\n" + TONE, "line 7: -inf is no weight"),
        (HEAD + LEVELS + "weight = -1\n" + TONE, "line 7: -1 is no weight"),
        (HEAD + LEVELS + TONE + "[category.weights]\nlow = inf\n", "line 10: inf is no weight"),
        (HEAD + LEVELS + "weight = true\n" + TONE, "line 7: weight: Expected `float`, got `bool`"),
        (HEAD + TONE.replace('"tone"', '["tone"]'), "line 5: id: Expected `str`, got `array`"),
        (HEAD + LEVELS.replace('"low"', "{a = 1}") + TONE, "line 5: id: Expected `str`, got `obj"),
        (HEAD + TONE + "examples = " + "[" * 2000, "1.0.toml: its lists or tables are nested too"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, text: str, says: str) -> None:
    """Whatever is wrong with a taxonomy file, the message names the file, the line and the fix."""
    with pytest.raises(TaxonomyError) as caught:
        read_taxonomy(write(tmp_path, text), severities=SEVERITIES)
    assert says in str(caught.value)
    assert "1.0.toml" in str(caught.value)


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    """Several mistakes come in one message, in the order of the file."""
    text = HEAD + TONE + "zebra = 1\n" + TONE + 'severities = ["huge"]\n'
    with pytest.raises(TaxonomyError, match=r"(?s)3 mistakes.*line 7:.*line 9:.*line 11:"):
        read_taxonomy(write(tmp_path, text), severities=SEVERITIES)


def test_lines_of_entries_and_keys() -> None:
    """Entries are counted a table; what only looks like one, in a text or a list, is not."""
    found = lines_of(HEAD + LEVELS + TRICKY + "[category.weights]\nlow = 1\n" + TONE)
    assert found[TomlKey("severity", 0, "id")] == 5
    assert found[TomlKey("category", 0, "examples")] == 14
    assert found[TomlKey("category", 0, "weights")] == 17
    assert found[TomlKey("category", 1, None)] == 19
    assert TomlKey("category", 2, None) not in found


def test_long_texts_and_quotes_are_read_once() -> None:
    """A text of many lines costs no more than its length; quotes and brackets in it are text."""
    tricky = "definition = '''it's [ # \" '''' # ] '''\n"
    tricky += 'examples = ["]", \'a"\', """x\\"""y\n[[severity]]"""]\n'
    assert tomllib.loads(tricky)["examples"][1] == 'a"'
    text = HEAD + TONE + 'action = """\n' + "a = 1\n" * 50_000 + '"""\n' + tricky + LEVELS
    found = lines_of(text)
    assert found[TomlKey("category", 0, "action")] == 7
    assert found[TomlKey("category", 0, "examples")] == 50_010
    assert found[TomlKey("severity", 0, "id")] == 50_013
    assert TomlKey("category", 0, "a") not in found


def test_version_and_name_agree(tmp_path: Path) -> None:
    """A version that is not there, or a file that says another one, is refused."""
    folder = write(write(tmp_path, HEAD + TONE), HEAD + TONE, "1.1")
    taxonomy = read_taxonomy(folder, "1.0")
    assert taxonomy
    assert taxonomy.by_id["tone"].name == "Tone"
    with pytest.raises(TaxonomyError, match="name and version must agree"):
        read_taxonomy(folder)
    with pytest.raises(TaxonomyError, match=r"'2\.0' is not in"):
        read_taxonomy(folder, "2.0")
    assert read_taxonomy(tmp_path / "nowhere") is None


def test_what_labels_were_made_under_does_not_change(tmp_path: Path) -> None:
    """Another text under a version in use is refused; comments and a new version are fine."""
    store = LabelStore(tmp_path / "labels")
    before = loose_taxonomy(write(tmp_path, HEAD + TONE) / "1.0.toml")
    assert check_unchanged(before, store) is before
    keep(before, store)
    keep(before, store)
    write(tmp_path, "# a comment\n" + HEAD + TONE)
    assert check_unchanged(loose_taxonomy(tmp_path / "1.0.toml"), store) == before
    changed = Taxonomy("1.0", "Demo", [Category("tone", "Tone", definition="Is rude.")])
    with pytest.raises(TaxonomyError, match="save it as a new version"):
        check_unchanged(changed, store)
    newer = Taxonomy("1.1", "Demo", changed.category)
    assert check_unchanged(newer, store) is newer


def test_a_kept_taxonomy_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    """What stands beside the labels and is no taxonomy asks for a new version, in our words."""
    store = LabelStore(tmp_path / "labels")
    low = '{"id":"low","name":"Low","weight":null}'
    kept = f'{{"version":"1.0","name":"Demo","category":[],"severity":[{low}]}}'
    store.keep_note("taxonomy/1.0.toml", kept)
    with pytest.raises(TaxonomyError, match=r"taxonomy 1\.0 .* cannot be read .*new version"):
        check_unchanged(Taxonomy("1.0", "Demo", []), store)


@pytest.mark.parametrize("weight", [float("nan"), float("inf"), -1.0])
def test_weights_from_python_are_checked_too(weight: float) -> None:
    """What could not be kept beside the labels, or counts backwards, is no taxonomy."""
    with pytest.raises(ValueError, match="severity: 'low' weighs"):
        Taxonomy("1.0", "Demo", [], [SeverityLevel("low", "Low", weight=weight)])
    with pytest.raises(ValueError, match="tone: 'low' weighs"):
        Taxonomy("1.0", "Demo", [Category("tone", "Tone", weights={"low": weight})])


@pytest.mark.parametrize("value", ["2.0", "nowhere.toml", 3])
def test_what_is_no_taxonomy_is_refused(value: object) -> None:
    """What is neither a version nor a file nor a taxonomy is told so."""
    with pytest.raises(TaxonomyError, match="give a version, a TOML file"):
        loose_taxonomy(value)


def test_a_project_takes_a_version_a_file_or_a_taxonomy(tmp_path: Path) -> None:
    """What is given as `taxonomy` wins over what the project's folder says."""
    folder = Path("datasets/response_ranking")
    there = Project(folder, labels=tmp_path, taxonomy="1.0").taxonomy
    assert there == Project(folder, labels=tmp_path).taxonomy
    file = write(tmp_path, HEAD + TONE) / "1.0.toml"
    given = Project(folder, labels=tmp_path, taxonomy=file).taxonomy
    assert given == loose_taxonomy(file)
    assert Project(folder, labels=tmp_path).replace(taxonomy=given).taxonomy is given
    with pytest.raises(TaxonomyError, match="give a version"):
        _ = Project(folder, labels=tmp_path, taxonomy="7.0").taxonomy


def test_a_version_is_a_name_for_a_file(tmp_path: Path) -> None:
    """A version that could lead out of the folder is none."""
    with pytest.raises(TaxonomyError, match="is no version"):
        keep(Taxonomy("../1", "Demo", []), LabelStore(tmp_path / "labels"))
