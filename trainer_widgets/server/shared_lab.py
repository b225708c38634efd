"""A JupyterLab for several known people on one machine, to try a shared notebook out."""

from __future__ import annotations

import argparse
import hmac
import importlib.util
import ipaddress
import secrets
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from jupyter_server.auth.identity import PasswordIdentityProvider, User
from jupyter_server.utils import url_path_join
from jupyterlab.labapp import LabApp  # type: ignore[import-untyped] # it ships none
from tornado.httputil import url_concat
from traitlets import Dict
from traitlets.config import Config

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jupyter_server.serverapp import ServerApp
    from tornado.web import RequestHandler

PEOPLE = ("ana", "ben", "lea")
HINT = """
Each link is one person: open it in a browser profile, or private window, of its own.
Ctrl+C ends the server and its kernels.
"""


class LinkIdentityProvider(PasswordIdentityProvider):
    """Knows a few people, each by the token in their link."""

    logins = Dict(help="token -> login").tag(config=True)

    @property
    def auth_enabled(self) -> bool:
        """Nobody comes in without a link."""
        return True

    async def get_user_token(self, handler: RequestHandler) -> User | None:
        """Return the person whose token the address or the header carries."""
        given = (self.get_token(handler) or "").encode()
        for token, login in self.logins.items():
            if hmac.compare_digest(token.encode(), given):
                return User(username=login, name=login.title())
        return None


def start(arguments: Sequence[str] | None = None) -> None:
    """Start the server, print everybody's link, and run until it is stopped."""
    options = _options(arguments)
    tokens = {secrets.token_urlsafe(24): login for login in options.people}
    server: ServerApp = LabApp.initialize_server(argv=[], config=_config(options, tokens))
    # As soon as the server runs it listens: these callbacks run in the order they came.
    server.io_loop.add_callback(_tell, _links(server, tokens, options.notebook))
    server.start()


def _tell(links: list[str]) -> None:
    print(HINT, *links, sep="\n", flush=True)  # noqa: T201 - what the server is started for


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m trainer_widgets.server",
        description="JupyterLab for several known people on this machine; labels are stamped.",
    )
    parser.add_argument("notebook", nargs="?", default="", help="opened by every link")
    parser.add_argument("--people", type=_logins, default=PEOPLE, metavar="ana,ben,lea")
    parser.add_argument("--ip", type=_loopback, default="127.0.0.1", help="loopback only")
    parser.add_argument("--port", type=int, default=8888, help="the next free one from here on")
    parser.add_argument("--allow-root", action="store_true", help="as JupyterLab's own")
    options = parser.parse_args(arguments)
    if not importlib.util.find_spec("jupyter_collaboration"):
        parser.error("one notebook for several people needs: pip install jupyter-collaboration")
    return options


def _logins(text: str) -> list[str]:
    logins = [login.strip() for login in text.split(",")]
    if not all(logins) or len(set(logins)) < len(logins):
        message = f"{text!r} is no list of different names, such as ana,ben"
        raise argparse.ArgumentTypeError(message)
    return logins


def _loopback(address: str) -> str:
    try:
        is_loopback = address == "localhost" or ipaddress.ip_address(address).is_loopback
    except ValueError:
        is_loopback = False
    if not is_loopback:
        message = (
            f"{address} can be reached from other machines, and these links are no passwords. "
            "For people on other machines use JupyterHub, see the README"
        )
        raise argparse.ArgumentTypeError(message)
    return address


def _config(options: argparse.Namespace, tokens: Mapping[str, str]) -> Config:
    config = Config()
    config.Application.log_level = "WARN"  # the links are what is on screen
    config.ServerApp.update(
        ip=options.ip,
        port=options.port,
        root_dir=str(Path.cwd()),
        open_browser=False,
        allow_root=options.allow_root,
        identity_provider_class=LinkIdentityProvider,
        jpserver_extensions={"trainer_widgets.server": True, "jupyterlab": True},
    )
    config.LinkIdentityProvider.logins = dict(tokens)
    # No token and no password that all would share.
    config.LinkIdentityProvider.token = ""
    config.LinkIdentityProvider.hashed_password = ""
    return config


def _links(server: ServerApp, tokens: Mapping[str, str], notebook: str) -> list[str]:
    width = max(map(len, tokens.values()))
    return [
        f"  {login:{width}}  {_link(server, login, token, notebook)}"
        for token, login in tokens.items()
    ]


def _link(server: ServerApp, login: str, token: str, notebook: str) -> str:
    # Each has a workspace of their own: what one opens is not opened for the others.
    path = f"lab/workspaces/{quote(login, safe='')}/tree/{quote(notebook)}"
    return url_concat(url_path_join(server.connection_url, path), {"token": token})
