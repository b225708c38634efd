"""Which names are one person's."""

from __future__ import annotations

import unicodedata

from trainer_widgets import wire
from trainer_widgets.server.stamps import Stamp
from trainer_widgets.widgets._seats import Seat, Seats

SOMEBODY, ANYBODY = Stamp(""), Stamp(None)


def test_one_name_is_one_person_however_it_is_written() -> None:
    """Composed and decomposed letters make one seat; what only looks the same is explained."""
    seats, zoe = Seats(None), "Zo\u00eb"
    apart = unicodedata.normalize("NFD", zoe)
    seat = seats.take(None, apart, ANYBODY)
    assert isinstance(seat, Seat)
    assert (seat.annotator, seats.take(None, zoe, ANYBODY)) == (zoe, seat)
    refused = seats.take(None, "zo\u00eb", ANYBODY)
    assert isinstance(refused, wire.Problem)
    assert f"looks like {zoe}, who labels here" in refused.message
    known = seats.take(None, None, Stamp(apart))
    assert isinstance(known, Seat)
    assert (known.annotator, known.identity) == (zoe, "stamped")
    assert seats.find(known.token, Stamp(apart)) == seats.find(known.token, Stamp(zoe)) == known
    assert seats.find(seat.token, SOMEBODY) is None
    other = seats.take(None, None, Stamp("ZO\u00cb"))
    assert isinstance(other, Seat), "logins are the server's to tell apart"
    assert other.annotator != zoe


def test_a_login_that_the_view_reports_stays_asserted() -> None:
    """Without stamps a view is whose login it reports, also that of somebody of the project."""
    seats = Seats(None)
    for login in ("ana", "ben", "ana"):
        seat = seats.take(login, None, None, lambda: ["ana"])
        assert isinstance(seat, Seat)
        assert (seat.annotator, seat.identity) == (login, "asserted")
    assert isinstance(seats.take(None, "lea", None, lambda: ["lea"]), Seat)
