"""The engine that an exploration asks: one query at a time, which somebody else can cut."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import duckdb
import ibis

from trainer_widgets.analysis.results import executed

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

    import pandas as pd

    Wanted = Callable[[], bool] | None

REMAINING = "remaining_labels"
SELECT = "SELECT * FROM"
MOST_REMEMBERED = 200


class OvertakenError(RuntimeError):
    """Raised where nobody wants the answer any more."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("a newer question has overtaken this one")


class Engine:
    """Where the labels lie: in memory of our own, or with a backend that the user chose.

    Parameters
    ----------
    table
        The labels, lazily, on any backend.
    own
        A connection that nobody else has.
    """

    def __init__(self, table: ibis.Table, own: Any) -> None:  # noqa: ANN401 - a backend of Ibis
        """Take the labels over from DuckDB; anywhere else they stay."""
        self.is_slow = any(one.name != "duckdb" for one in _backends(table))
        self._own = own
        self._kept: list[Any] = []
        self._others: list[Any] = []
        self._tables = 0
        self._remembered: dict[Hashable, Any] = {}
        self.texts: ibis.Table | None = None
        self.labels = self._stayed(table) if self.is_slow else self._taken(table)

    def keep(self, table: ibis.Table) -> None:
        """Put a table that derives from the labels into their place."""
        if self.is_slow:
            self.labels = self._stayed(table)
            return
        before = self._name()
        self._tables += 1
        self.labels = self._own.create_table(self._name(), table)
        self._own.drop_table(before)

    def keep_texts(self, texts: ibis.Table) -> None:
        """Keep a table of the items' texts beside the labels."""
        self.texts = self._stayed(texts) if self.is_slow else self._own.create_table("texts", texts)

    def run(self, query: ibis.Table, wanted: Wanted = None) -> pd.DataFrame:
        """Run a query.

        Raises
        ------
        OvertakenError
            When it is not wanted, or was cut.
        """
        return self._answered(lambda: executed(query), wanted)

    def _answered(self, ask: Callable[[], pd.DataFrame], wanted: Wanted) -> pd.DataFrame:
        if wanted is not None and not wanted():
            raise OvertakenError
        try:
            return ask()
        except duckdb.InterruptException as error:
            raise OvertakenError from error

    def run_over(
        self,
        labels: ibis.Table,
        queries: Mapping[str, Callable[[ibis.Table], ibis.Table]],
        wanted: Wanted = None,
    ) -> pd.DataFrame:
        """Run queries that are always the same over other labels each time; their rows in one.

        Ibis takes longer to write them than DuckDB to answer, so the texts are remembered.

        Parameters
        ----------
        labels
            What they are about.
        queries
            What makes each of labels, by a name of its own.
        wanted
            As in :meth:`run`.
        """
        if self.is_slow:
            parts = [query(labels) for query in queries.values()]
            return self.run(ibis.union(*parts) if len(parts) > 1 else parts[0], wanted)
        written = [f"{SELECT} ({self._text(*one)})" for one in queries.items()]
        around = f"WITH {REMAINING} AS ({self._compiled(labels)})"
        text = f"{around} {' UNION ALL '.join(written)}"
        return self._answered(lambda: _frame(self._own.con.execute(text)), wanted)

    def remembered(self, key: Hashable, make: Callable[[], Any]) -> Any:  # noqa: ANN401
        """Return what was made for a key lately, or make it."""
        if key not in self._remembered:
            if len(self._remembered) >= MOST_REMEMBERED:
                self._remembered.clear()
            self._remembered[key] = make()
        return self._remembered[key]

    def _compiled(self, labels: ibis.Table) -> str:
        """Return labels as SQL; several questions in a row are about the same ones."""
        return str(self.remembered(labels.op(), lambda: self._own.compile(labels)))

    def _text(self, name: str, query: Callable[[ibis.Table], ibis.Table]) -> str:
        """Return a query as SQL, over labels that are called ``REMAINING``."""
        placeholder = ibis.table(self.labels.schema(), name=REMAINING)
        return str(self.remembered(("text", name), lambda: self._own.compile(query(placeholder))))

    def interrupt(self) -> None:
        """Cut the query that runs now on another thread; other backends finish theirs."""
        if not self.is_slow:
            self._own.con.interrupt()

    def interrupt_beside(self) -> None:
        """Cut the query that runs now on a connection beside this one."""
        for other in self._others:
            other.con.interrupt()

    def beside(self) -> ibis.Table:
        """Return the labels on a connection of its own, for another thread."""
        if self.is_slow:
            return self.labels
        other = ibis.duckdb.from_connection(self._own.con.cursor())
        self._others.append(other)
        return other.table(self._name())

    def close(self) -> None:
        """Let go of the labels; nobody may be asking."""
        if self.is_slow:
            self._kept.clear()
            return
        # The connection itself ends with the last who holds it: Ibis drops its caches through it.
        self._others.clear()
        self._own.drop_table(self._name(), force=True)
        if self.texts is not None:
            self._own.drop_table(self.texts.get_name(), force=True)

    def _name(self) -> str:
        return f"labels_{self._tables}"

    def _stayed(self, table: ibis.Table) -> ibis.Table:
        kept = table.cache()
        self._kept.append(kept)  # a cache lives as long as somebody holds it
        return kept

    def _taken(self, table: ibis.Table) -> ibis.Table:
        is_here = all(one is self._own for one in _backends(table))
        found: ibis.Table = self._own.create_table(
            self._name(), table if is_here else table.to_pyarrow()
        )
        return found


def _backends(table: ibis.Table) -> list[Any]:
    """Return where the tables lie that a table is made of; none for those in memory."""
    found, _ = table._find_backends()  # noqa: SLF001 - nothing public tells it of several
    return [*found]


def _frame(answer: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    frame: pd.DataFrame = answer.to_arrow_table().to_pandas()
    return frame
