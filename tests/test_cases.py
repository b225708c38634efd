"""Cases in a guideline: what counts as one, and what people read around them."""

from __future__ import annotations

import pytest

from trainer_widgets.cases import CaseError, read_cases, readable
from trainer_widgets.fences import outside

BODY = 'item = "5f2a"\n[expected]\nchoice = "SECRET"\n'
WHOLE = {
    "plain": f"```case\n{BODY}```\n",
    "a space before the word": f"``` case\n{BODY}```\n",
    "more words": f"```case about tone\n{BODY}```\n",
    "capitals": f"```Case\n{BODY}```\n",
    "tildes": f"~~~case\n{BODY}~~~\n",
    "a longer end": f"```case\n{BODY}`````\n",
    "indented": "".join(f"   {line}\n" for line in ["```case", *BODY.splitlines(), "```"]),
    "in a list": "- one\n\n" + "".join(f"  {line}\n" for line in f"```case\n{BODY}```".split("\n")),
    "deep in a list": "10. a\n    - b\n\n"
    + "".join(f"      {line}\n" for line in f"```case\n{BODY}```".split("\n")),
    "Windows": f"```case\n{BODY}```\n".replace("\n", "\r\n"),
    "old Macs": f"```case\n{BODY}```\n".replace("\n", "\r"),
    "behind a tab": "- one\n\n"
    + "".join(f"\t{line}\n" for line in f"```case\n{BODY}```".split("\n")),
}
BROKEN = {
    "never closed": f"```case\n{BODY}",
    "closed by less": f"````case\n{BODY}```\n",
    "closed by another": f"```case\n{BODY}~~~\n",
    "quoted": "".join(f"> {line}\n" for line in f"```case\n{BODY}```".split("\n")),
    "another within": f"~~~case\n```case\n~~~\n{BODY}```\n",
    "nested": f"```case\nx = {'[' * 3000}SECRET\n```\n",
}


@pytest.mark.parametrize("block", WHOLE.values(), ids=WHOLE)
def test_whatever_markdown_takes_for_a_case_is_one(block: str) -> None:
    """However its fence is written, a case is executed, and its answer is not read."""
    text = f"# Tone\n\n{block}\nBe fair.\n"
    (case,) = read_cases(text, "1.0")
    assert case.expected == {"choice": "SECRET"}
    assert "SECRET" not in readable(text)
    assert readable(text).endswith("\nBe fair.\n")


@pytest.mark.parametrize("block", BROKEN.values(), ids=BROKEN)
def test_a_broken_case_is_named_and_never_read(block: str) -> None:
    """The error says in which line it begins; until it is repaired its answer stays hidden."""
    text = f"# Tone\n\n{block}"
    with pytest.raises(CaseError, match="case in line 3: "):
        read_cases(text, "1.0")
    assert readable(text).startswith("# Tone\n")
    assert "SECRET" not in readable(text)


@pytest.mark.parametrize(
    "text",
    [
        "    ```case\n",
        ">     ```case\n",
        "```cases\n```\n",
        "```python\ncase = 1\n```\n",
        "A ```case``` in a line\n",
        "- one\n\nNo list any more.\n\n    ```case\n",
        "> " * 3000 + "x",
    ],
)
def test_what_markdown_takes_for_text_stays(text: str) -> None:
    """An indented block, another word and a fence within a line are no cases."""
    assert read_cases(text, "1.0") == []
    assert readable(text) == text


def test_lines_of_fenced_blocks_are_told_apart() -> None:
    """A block ends with a fence of its own kind, as long or longer, and nothing behind it."""
    assert outside("a\n~~~\n```\n~~~ x\n~~~~\nb") == [True, False, False, False, False, True, True]
    assert outside("```\nb")[-1] is False
