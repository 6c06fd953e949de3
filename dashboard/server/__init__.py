"""The web server: Streamlit's application with what it lacks - readiness, policy headers, compression, our first page.

``application`` is the ASGI application, ``serve`` runs it until it is told to stop.
"""

from dashboard.server.application import application
from dashboard.server.serving import serve
from dashboard.server.shell import ShellTexts

__all__ = ["ShellTexts", "application", "serve"]
