"""The servers that show the same files over HTTP and WebDAV: Vitrine, nginx and rclone."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from commands import Failed
from plan import Plan
from servers import answers, free_port, serving
from vitrine import Vitrine

DAV_MODULE = Path("/usr/lib/nginx/modules/ngx_http_dav_ext_module.so")


@dataclass(frozen=True)
class WebServer:
    """A process id, and a URL without a slash at its end."""

    pid: int
    url: str


@contextmanager
def web_servers(plan: Plan, data: Path) -> Iterator[dict[str, WebServer]]:
    """All of them, by name, each showing the directory."""
    with ExitStack() as stack:
        servers = {v.name: stack.enter_context(_vitrine(plan, v, data)) for v in plan.vitrines}
        servers["nginx"] = stack.enter_context(nginx(plan, data))
        servers["rclone"] = stack.enter_context(_rclone(plan, data))
        yield servers


@contextmanager
def _vitrine(plan: Plan, vitrine: Vitrine, data: Path) -> Iterator[WebServer]:
    store = plan.work / f"site-{vitrine.name}"
    vitrine.bring_in(store, "http", data / "http")
    with vitrine.listening(store, plan.work) as (pid, url):
        yield WebServer(pid, url)


@contextmanager
def nginx(plan: Plan, data: Path, http2: Path | None = None) -> Iterator[WebServer]:
    """With a unix socket, it speaks HTTP/2 there and at its port, and nothing else. Then sendfile is a second write, which waits 40 ms for a delayed acknowledgement."""
    if not DAV_MODULE.exists():
        raise Failed(f"nginx has no module at {DAV_MODULE}: install libnginx-mod-http-dav-ext")
    prefix = Path(mkdtemp(prefix="nginx-", dir=plan.work))
    port = free_port()
    listen = f"sendfile off; listen 127.0.0.1:{port} http2; listen unix:{http2} http2;" if http2 else f"listen 127.0.0.1:{port};"
    (prefix / "nginx.conf").write_text(_nginx_conf(prefix, data, listen))
    command = ["nginx", "-p", prefix, "-c", prefix / "nginx.conf", "-e", prefix / "error.log"]
    with serving(command, plan.work, lambda _: answers(port)) as (pid, _):
        yield WebServer(pid, f"http://127.0.0.1:{port}")


def _nginx_conf(prefix: Path, data: Path, listen: str) -> str:
    # Workers of root become nobody, who cannot read our directory.
    user = "user root root;" if os.geteuid() == 0 else ""
    temporary = "".join(f'{kind}_temp_path "{prefix}/{kind}";\n' for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    return f"""
load_module {DAV_MODULE};
daemon off;
{user}
worker_processes auto;
pid "{prefix}/pid";
error_log "{prefix}/error.log";
events {{ worker_connections 256; }}
http {{
{temporary}
access_log off;
sendfile on;
open_file_cache max=20000 inactive=10m;
open_file_cache_valid 10m;
keepalive_requests 1000000000;
server {{ {listen} root "{data}"; dav_ext_methods PROPFIND OPTIONS; }}
}}
"""


@contextmanager
def _rclone(plan: Plan, data: Path) -> Iterator[WebServer]:
    port = free_port()
    # A configuration and a cache of its own.
    own = ["--config", plan.work / "rclone.conf", "--cache-dir", plan.work / "rclone"]
    command = ["rclone", "serve", "webdav", "--addr", f"127.0.0.1:{port}", "--vfs-cache-mode", "full", *own, data]
    with serving(command, plan.work, lambda _: answers(port)) as (pid, _):
        yield WebServer(pid, f"http://127.0.0.1:{port}")
