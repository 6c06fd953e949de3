"""Programs that stand in the place of copies, so that it can be seen what nginx asks of them."""

import threading
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class StandIn:
    """Answers with its name in the place of a copy; ``answers`` by path, ``asked`` is what it was asked.

    Nothing is answered under ``/_stcore/`` while ``goes_on`` is cleared.
    """

    name: str
    port: int
    answers: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    goes_on: threading.Event = field(default_factory=threading.Event)
    server: ThreadingHTTPServer | None = None

    def start(self) -> None:
        standing_in = self
        self.goes_on.set()

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                size = int(self.headers.get("Content-Length", 0))
                standing_in.asked.append((self.path, dict(self.headers), self.rfile.read(size)))
                path = self.path.partition("?")[0]
                if path.startswith("/_stcore/"):
                    standing_in.goes_on.wait(20)
                status, headers, body = standing_in.answers.get(path, (200, {}, standing_in.name.encode()))
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                with suppress(BrokenPipeError):
                    self.wfile.write(body)

            do_PUT = do_GET  # noqa: N815

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        if self.server is not None:
            self.server.shutdown()
            self.server.server_close()
            self.server = None


@dataclass
class Front:
    url: str
    copies: list[StandIn]
