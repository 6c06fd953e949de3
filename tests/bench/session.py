"""One reader's session in Streamlit's own protocol: what the browser sends and reads, without a browser."""

import asyncio
import time
from dataclasses import dataclass, field
from html import unescape
from types import TracebackType
from typing import Any, Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

PATIENCE_S = 60.0


class Failed(Exception):
    """A rerun that ended otherwise than finished, or showed an error."""


@dataclass(frozen=True)
class Choice:
    """A widget with options as the page offers it: its id and the options as shown."""

    widget_id: str
    options: tuple[str, ...]


@dataclass
class Session:
    """``choices`` are by the widget's key in the app; ``failure_text`` in any text of a page marks it as failed.

    ``kept``, where it is a list, gets every message as received.
    """

    url: str
    failure_text: str = ""
    choices: dict[str, Choice] = field(default_factory=dict)
    received_bytes: int = 0
    session_id: str = ""
    kept: list[bytes] | None = None

    async def __aenter__(self) -> Self:
        address = self.url.replace("http://", "ws://") + "/_stcore/stream"
        self._line: ClientConnection = await connect(
            address,
            subprotocols=[Subprotocol("streamlit")],
            origin=Origin(self.url),
            max_size=None,
            ping_interval=None,
        )
        self._widgets: dict[str, WidgetState] = {}
        self._query = self._page = ""
        self._cached: set[str] = set()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._line.close()

    async def open(self, query: str = "") -> float:
        """The first run, as when the page is opened; seconds until it finished."""
        self._query = query
        return await self._rerun()

    async def choose(self, key: str, option: str) -> float:
        """Pick an option of a select box; seconds until the page has changed completely."""
        widget_id = self.choices[key].widget_id
        self._widgets[widget_id] = WidgetState(id=widget_id, string_value=option)
        return await self._rerun()

    async def _rerun(self) -> float:
        message = BackMsg()
        state = message.rerun_script
        state.query_string, state.page_script_hash = self._query, self._page
        state.widget_states.widgets.extend(self._widgets.values())
        state.cached_message_hashes.extend(self._cached)
        state.context_info.timezone, state.context_info.locale = "Europe/Kyiv", "en"
        state.context_info.url = self.url
        sent = time.perf_counter()
        await self._line.send(message.SerializeToString())
        async with asyncio.timeout(PATIENCE_S):
            await self._read_until_finished()
        return time.perf_counter() - sent

    async def _read_until_finished(self) -> None:
        failed = False
        while True:
            raw = await self._line.recv()
            self.received_bytes += len(raw)
            if self.kept is not None and isinstance(raw, bytes):
                self.kept.append(raw)
            message = ForwardMsg.FromString(raw if isinstance(raw, bytes) else raw.encode())
            kind = message.WhichOneof("type")
            if message.metadata.cacheable and message.hash:
                self._cached.add(message.hash)
            if kind == "delta":
                failed = self._look_at(message.delta.new_element) or failed
            elif kind == "new_session":
                self._page = message.new_session.page_script_hash
                self.session_id = message.new_session.initialize.session_id
            elif kind == "page_info_changed":
                self._query = message.page_info_changed.query_string
            elif kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                if failed or message.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                    raise Failed
                return

    def _look_at(self, element: Any) -> bool:
        """Note a widget's id and options; true where the element shows a failure."""
        kind = element.WhichOneof("type")
        if kind == "selectbox":
            box = element.selectbox
            self.choices[box.id.rsplit("-", 1)[-1]] = Choice(box.id, tuple(box.options))
        shown = unescape(element.html.body) if kind == "html" else ""
        return kind == "exception" or bool(self.failure_text and self.failure_text in shown)
