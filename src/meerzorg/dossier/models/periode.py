"""A rule of the database about periods: of one thing at most one row per day."""

from __future__ import annotations

from typing import Any

from django.db.backends.ddl_references import Statement, Table
from django.db.models import BaseConstraint

_EXCLUSIE = (
    "CONSTRAINT {naam} EXCLUDE USING gist (int8range({per}, {per}, '[]') WITH &&, "
    "daterange({van}, {tot} + 1, '[)') WITH &&) WHERE ({van} IS NOT NULL)"
)
_TREKKER = """
CREATE TRIGGER "{naam}_{wanneer}" AFTER {wanneer} ON %(table)s WHEN NEW.{van} IS NOT NULL BEGIN
SELECT RAISE(ABORT, '{naam}') WHERE NEW.{tot} < date(NEW.{van}, '-1 day') OR EXISTS (
    SELECT 1 FROM %(table)s AS ander WHERE ander.{per} = NEW.{per} AND ander.{pk} <> NEW.{pk}
    AND max(ander.{van}, NEW.{van}) <= min(coalesce(ander.{tot}, '9999-12-31'), coalesce(NEW.{tot}, '9999-12-31'))
); END"""


class EenPerDag(BaseConstraint):
    """Of each `per`, a foreign key, at most one row on any day: from `van` to and including `tot_en_met`.

    Without `tot_en_met` a row counts for ever, without `van` never; one that ends on the day before it begins has no
    day, and none ends earlier than that. PostgreSQL holds this by an exclusion, so that two writers at once cannot get
    past it; SQLite, which has one writer at a time, by a trigger.
    """

    def __init__(self, *, name: str, per: str, van: str, tot_en_met: str) -> None:
        super().__init__(name=name)
        self.velden = {"per": per, "van": van, "tot_en_met": tot_en_met}

    def constraint_sql(self, model: Any, schema_editor: Any) -> str:
        """The rule as part of a new table; on SQLite its triggers follow once the table has its name."""
        if schema_editor.connection.vendor == "postgresql":
            return self._vul(_EXCLUSIE, model, schema_editor, "")
        tabel = Table(model._meta.db_table, schema_editor.quote_name)
        for wanneer in ("INSERT", "UPDATE"):
            trekker = self._vul(_TREKKER, model, schema_editor, wanneer)
            schema_editor.deferred_sql.append(Statement(trekker, table=tabel))
        return ""

    def create_sql(self, model: Any, schema_editor: Any) -> str:
        """The rule on a table that is there; SQLite makes such a table anew, with `constraint_sql`."""
        tabel = schema_editor.quote_name(model._meta.db_table)
        return f"ALTER TABLE {tabel} ADD {self.constraint_sql(model, schema_editor)}"

    def remove_sql(self, model: Any, schema_editor: Any) -> str:
        tabel, naam = (schema_editor.quote_name(n) for n in (model._meta.db_table, self.name))
        return f"ALTER TABLE {tabel} DROP CONSTRAINT {naam}"

    def validate(self, *_args: Any, **_kwargs: Any) -> None:
        """Nothing: the act says in words what is in the way, and the database holds the rule."""

    def deconstruct(self) -> Any:
        pad, args, kwargs = super().deconstruct()
        return pad, args, {**kwargs, **self.velden}

    def __eq__(self, ander: object) -> bool:
        return isinstance(ander, EenPerDag) and self.deconstruct() == ander.deconstruct()

    __hash__ = None  # type: ignore[assignment]

    def _vul(self, sql: str, model: Any, schema_editor: Any, wanneer: str) -> str:
        quote, velden = schema_editor.quote_name, model._meta
        per, van, tot = (quote(velden.get_field(veld).column) for veld in self.velden.values())
        pk = quote(velden.pk.column)
        naam = self.name if wanneer else quote(self.name)
        return sql.format(naam=naam, wanneer=wanneer, per=per, van=van, tot=tot, pk=pk)
