"""The states of the ranking widget, and how to get there."""

from __future__ import annotations

ITEMS = '''
import pandas as pd, trainer_widgets as tw
N = 6
TEXTS = ["""**Subject:** Noise

Your dog is too loud. I have told you before. Keep it inside after eleven or I will have to call
the landlord.""", """**Subject:** A small favour about the evenings

Hello Sam, I hope you are both well. I wanted to mention that I can hear the barking most nights
after eleven, and since I start at six it keeps me up. Could we find a way together?""",
"""Dear neighbour,\\n\\n1. The *dog* barks.\\n2. I start at `six`.\\n\\n> Please do something.""",
"No.", "Woof. " * 200]
PROMPT = "Draft a polite e-mail to my neighbour: their dog barks every night after eleven."
def table(k, **columns):
    texts = {f"response_{letter}": text for letter, text in zip("abcde"[:k], TEXTS)}
    ids = [f"q{n}" for n in range(N)]
    return pd.DataFrame({"item_id": ids, "prompt": PROMPT} | texts | columns)
RICH = """# Heading\\n
See [the rules](https://a.example/rules) and ![a dog](https://a.example/dog.png).

- [x] done\\n- [ ] open\\n\\n```python\\nprint("a line of code")\\n```\\n
| Day | Barks |\\n|---|--:|\\n| Monday | 12 |\\n| Tuesday | 7 |\\n
Energy $E = mc^2$ \\u202e hidden"""
ARABIC = "اكتب رسالة مهذبة إلى جاري.\\n\\n- أولا\\n- ثانيا"
GUIDE = tw.Guideline("1.2", "# Polite\\n\\nA polite e-mail asks.\\n\\n- Polite\\n- Short")
CRITERIA = [tw.wire.Criterion(name, "Judge only this.", 5)
            for name in ("Follows the request", "Tone", "Ready to send")]
def make(state, items=None, annotator="ana", **arguments):
    items = table(2) if items is None else items
    arguments = {"order": "given", "guideline": GUIDE} | arguments
    return tw.RankingWidget(items, f"looks/{state}", annotator=annotator, **arguments)
'''
GOLD = "gold=table(2)[['item_id']].assign(choice='tie', reason='Both say the same.'), feedback=True"
FULL = "criteria=CRITERIA, rationale='required', min_words=10, max_words=80"
# state -> the widget's arguments, and what is pressed and typed to get there
STATES: dict[str, tuple[str, str]] = {
    "pair": ("", "6"),
    "three": ("items=table(3)", "1 1 3"),
    "five": ("items=table(5), word_counts=True", "2"),
    "criteria": (FULL, "6 c 2 5 r"),
    "difference": ("", "d 6"),
    "rich": ("items=table(2, response_a=RICH)", "click=.tw-link"),
    "arabic": ("items=table(2, prompt=ARABIC, response_a=ARABIC)", "2"),
    "guideline": (FULL, "g / type=polite"),
    "help": ("", "?"),
    "own": ("", "2 Control+Enter s 7 Control+Enter l"),
    "revisited": ("", "2 Control+Enter p"),
    "escalate": ("", "e"),
    "need-name": ("annotator=None", ""),
    "finished": ("items=table(2).head(1)", "4 Control+Enter"),
    "paused": ("stop_after=1", "4 Control+Enter"),
    "feedback": (GOLD, "1 Control+Enter"),
    "complaint": (FULL, "2 Control+Enter"),
    "refused": ("", "6 half 2 Control+Enter"),
    "empty": ("assignments={'ana': []}", ""),
    "gone": ("", "6 gone"),
}
# What one state shows and no other does.
SIGNS = {
    "refused": "A submission was refused",
    "revisited": "You have seen item 1 before",
    "need-name": "Who is labeling?",
    "finished": "That is all",
    "paused": "Take a break",
    "feedback": "Expected:",
    "complaint": "Write a rationale",
    "empty": "There is nothing to label yet",
    "gone": "Re-run the cell",
    "rich": "Leaves this page",
    "escalate": "Suggested rule",
}
