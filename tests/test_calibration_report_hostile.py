"""Reports of calibration sessions in which names, texts and reasons are hostile."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

import trainer_widgets as tw
from tests.calibrating import hold, ranking, ranking_project
from trainer_widgets.calibration.report import SessionReport

HOSTILE = (
    "</td></table><script>alert(1)</script> ![x](http://evil.example/x) | `a\n\n# Big\n- \u202eeno"
)
PEOPLE = ("ana", "ben <img src=x onerror=alert(1)>")
# What JupyterLab leaves of a table's cells where a notebook is not trusted.
KEPT = {"h1", "h2", "h3", "p", "bdi", "span", "div", "table", "thead", "tbody", "tr", "th", "td"}
KEPT |= {"pre"}


class Parts(HTMLParser):
    """The tags and attributes of a page, and its texts."""

    def __init__(self, page: str) -> None:
        """Read a page."""
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag."""
        self.tags.add(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        """Keep a text."""
        self.text += data


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> SessionReport:
    """Give the report of a session whose every text wants to be more than text."""
    project = ranking_project(tmp_path_factory.mktemp("hostile") / "p", 2, prompt=HOSTILE)
    blind = {item: dict.fromkeys(PEOPLE, ranking("a", "b")) for item in ("q1", "q2")}
    blind["q1"][PEOPLE[1]] = ranking("b", "a")
    decided = {"q1": ranking("b", "a"), "q2": tw.Escalation("needs_expert", HOSTILE)}
    return SessionReport.of(hold(project, blind, None, decided, name=HOSTILE[:90], reason=HOSTILE))


def test_what_stays_open_says_so(hostile: SessionReport) -> None:
    """An item that was left open is a ruling without an answer."""
    assert hostile.rulings["left_open"].tolist() == [False, True]
    assert hostile.rulings["answer"].tolist()[1] == "left open: needs expert"
    assert hostile.items["decision"].tolist()[1] == "left open: needs expert"


@pytest.mark.parametrize("texts", [False, True])
def test_hostile_texts_stay_texts_in_markdown(hostile: SessionReport, texts: bool) -> None:
    """No name, rationale or model output becomes a heading, a link, a tag or a cell."""
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    text = hostile.to_markdown(texts=texts)
    parsed = reader.parse(text)
    inner = [part for token in parsed for part in token.children or []]
    kinds = {token.type for token in [*parsed, *inner]}
    assert not kinds & {"html_block", "html_inline", "link_open", "image", "code_inline", "em_open"}
    assert sum(token.tag == "h1" and token.nesting == 1 for token in parsed) == 1
    assert sum(token.tag == "h3" and token.nesting == 1 for token in parsed) == 2
    columns = [row.count("|") - 1 for row in text.split("\n") if row.startswith("| ben")]
    assert columns
    assert set(columns) <= {6}
    assert "\u202e" not in text
    # Autolinks need no brackets.
    outside = re.sub(r"^(`{3,}).*?^\1$", "", text, flags=re.MULTILINE | re.DOTALL)
    assert "http://" not in outside


@pytest.mark.parametrize("texts", [False, True])
def test_hostile_texts_stay_texts_in_html(hostile: SessionReport, texts: bool) -> None:
    """The page has no script, asks nobody, and says letter by letter what people wrote."""
    page = hostile.to_html(texts=texts)
    parts = Parts(page)
    assert parts.tags <= KEPT | {"html", "head", "body", "main", "meta", "title", "style", "img"}
    assert {name for name, _ in parts.attributes if name.startswith("on")} == set()
    sources = [value or "" for name, value in parts.attributes if name in {"src", "href"}]
    assert len(sources) == 3
    assert all(value.startswith("data:image/png;base64,") for value in sources)
    assert PEOPLE[1] in parts.text
    assert HOSTILE in parts.text
    assert "prefers-color-scheme: dark" in page
    assert "default-src 'none'" in page


def test_notebooks_get_what_their_sanitizer_keeps(hostile: SessionReport) -> None:
    """In a notebook a report is text and tables, and not as long as the file to hand round."""
    parts = Parts(hostile._repr_html_())
    assert parts.tags <= KEPT
    assert {name for name, _ in parts.attributes} <= {"class", "dir", "scope", "style"}
    styles = {value for name, value in parts.attributes if name == "style"}
    assert styles == {"text-align: left"}
    assert "Item by item" not in parts.text
    assert PEOPLE[1] in parts.text
    assert set(hostile._repr_markdown_().split("\n")) - {*hostile.to_markdown().split("\n")} == {
        hostile._repr_markdown_().split("\n")[-2]
    }
