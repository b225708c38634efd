"""Connections from browsers to kernels that stamp what they pass on, on every channel."""

# Jupyter's own functions that read and write messages have no types.
# mypy: allow-untyped-calls

from __future__ import annotations

import json
from functools import cached_property

from jupyter_client.jsonutil import json_default
from jupyter_server.services.kernels.connection.base import (
    BaseKernelWebsocketConnection,
    deserialize_binary_message,
    deserialize_msg_from_ws_v1,
    serialize_binary_message,
    serialize_msg_to_ws_v1,
)
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection

from trainer_widgets.server.logins import knows_nobody, login_of
from trainer_widgets.server.stamps import stamp

PROTOCOL_V1 = "v1.kernel.websocket.jupyter.org"


class NoStampsError(TypeError):
    """Raised for a kind of connection whose messages cannot be stamped."""

    def __init__(self, connection_class: type) -> None:
        """Say what to change."""
        super().__init__(
            f"trainer_widgets.server cannot stamp the messages of "
            f"{connection_class.__module__}.{connection_class.__qualname__}, which is this "
            "server's kernel_websocket_connection_class. Derive it from "
            f"{ZMQChannelsWebsocketConnection.__module__}.ZMQChannelsWebsocketConnection, or turn "
            "trainer_widgets.server off, as you must for kernels behind a gateway: labels then "
            'say "asserted" of a login, and not "stamped".'
        )


class StampingConnection(ZMQChannelsWebsocketConnection):
    """Overwrites the sender of each message with the login of the browser's connection."""

    def handle_incoming_message(self, incoming_msg: str | bytes) -> None:
        """Stamp a message before anything else sees it."""
        super().handle_incoming_message(self._stamped(incoming_msg))  # type: ignore[arg-type]

    @cached_property
    def _login(self) -> str | None:
        handler = self.websocket_handler
        provider = handler.identity_provider
        return None if knows_nobody(provider) else login_of(provider, handler.current_user)

    def _stamped(self, message: str | bytes) -> str | bytes:
        if self.subprotocol == PROTOCOL_V1:
            return self._stamped_v1(message)
        parts = deserialize_binary_message(message) if _is_binary(message) else json.loads(message)
        parts["metadata"] = parts.get("metadata") or {}
        stamp(parts["header"], parts["metadata"], self._login, self.session.key)
        if _is_binary(message):
            binary: bytes = serialize_binary_message(parts)
            return binary
        return json.dumps(parts, default=json_default)

    def _stamped_v1(self, message: str | bytes) -> bytes:
        channel, (header, parent, metadata, *rest) = deserialize_msg_from_ws_v1(message)
        fields, more = json.loads(header), json.loads(metadata) or {}
        stamp(fields, more, self._login, self.session.key)
        parts = [json.dumps(fields).encode(), parent, json.dumps(more).encode(), *rest]
        stamped: bytes = serialize_msg_to_ws_v1(parts, channel)
        return stamped


def stamping(
    connection_class: type[BaseKernelWebsocketConnection],
) -> type[StampingConnection]:
    """Return a kind of connection that stamps, and does what the given one does.

    Parameters
    ----------
    connection_class
        The server's own ``kernel_websocket_connection_class``.

    Raises
    ------
    NoStampsError
        If it does not hand messages to kernels as Jupyter's own does.

    Examples
    --------
    >>> class Audited(ZMQChannelsWebsocketConnection): ...
    >>> [kind.__name__ for kind in stamping(Audited).__mro__[:3]]
    ['StampingAudited', 'StampingConnection', 'Audited']
    """
    if issubclass(connection_class, StampingConnection):
        return connection_class
    if not issubclass(connection_class, ZMQChannelsWebsocketConnection):
        raise NoStampsError(connection_class)
    if connection_class is ZMQChannelsWebsocketConnection:
        return StampingConnection
    name = f"Stamping{connection_class.__name__}"
    return type(name, (StampingConnection, connection_class), {})


def _is_binary(message: str | bytes) -> bool:
    return isinstance(message, bytes)
