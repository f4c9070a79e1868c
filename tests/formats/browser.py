"""A real browser without a screen, told what to do over a pipe: https://chromedevtools.github.io/devtools-protocol/"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


class Browser:
    """One window of Chromium, and everything that its page complains of or asks the network for."""

    def __init__(self, folder: Path) -> None:
        assert PROGRAM
        commands, self._down = os.pipe()
        self._up, answers = os.pipe()
        # It reads commands from 3 and answers on 4, which are somebody's here: from beyond them they are moved there.
        ends = [fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in (commands, answers)]
        self._process = subprocess.Popen(
            ["bash", "-c", f'exec "$0" "$@" 3<&{ends[0]} 4>&{ends[1]}', PROGRAM, *_options(folder)],
            pass_fds=ends,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for end in (commands, answers, *ends):
            os.close(end)
        self._numbers, self._rest, self._session = count(1), b"", ""
        self.complaints: list[str] = []
        self._sent: dict[str, str] = {}
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.ask(f"{domain}.enable")

    @property
    def requests(self) -> list[str]:
        """What was asked for so far, but for files and for what the page's own policy kept back."""
        return [address for address in self._sent.values() if not address.startswith("file:")]

    def forget(self) -> None:
        """Begins anew to note complaints and requests."""
        self.complaints.clear()
        self._sent.clear()

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._down)
        os.close(self._up)

    def ask(self, method: str, **parameters: Any) -> Any:
        """The answer to one command."""
        number = next(self._numbers)
        message = {"id": number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._down, json.dumps(message).encode() + b"\0")
        while True:
            said = self._next()
            if said.get("id") == number:
                assert "error" not in said, said
                return said["result"]
            self._note(said)

    def open(self, address: str) -> None:
        """Waits until the page at `address` is there."""
        self.ask("Page.navigate", url=address)
        self.until(lambda: self.see("document.readyState") == "complete" and self.see("location.href") == address)

    def see(self, expression: str) -> Any:
        """The value of a JavaScript `expression` in the page."""
        answer = self.ask("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def press(self, key: str) -> None:
        """Presses and releases `key`, as `Tab` or `Enter`."""
        code = {"Tab": 9, "Enter": 13, " ": 32}[key]
        text = {"Enter": "\r", " ": " "}.get(key, "")
        said = {"key": key, "code": {" ": "Space"}.get(key, key), "windowsVirtualKeyCode": code}
        self.ask("Input.dispatchKeyEvent", type="keyDown", text=text, **said)
        self.ask("Input.dispatchKeyEvent", type="keyUp", **said)

    def type(self, text: str) -> None:
        self.ask("Input.insertText", text=text)

    def click(self, selector: str) -> None:
        """Clicks with the mouse on the middle of what `selector` finds."""
        found = json.dumps(selector)
        self.see(f"document.querySelector({found}).scrollIntoView({{block: 'center'}})")
        x, y, width, height = self.see(
            f"(b => [b.x, b.y, b.width, b.height])(document.querySelector({found}).getBoundingClientRect())"
        )
        place = {"x": x + width / 2, "y": y + height / 2, "button": "left", "clickCount": 1}
        for kind in ("mousePressed", "mouseReleased"):
            self.ask("Input.dispatchMouseEvent", type=kind, **place)

    def until(self, is_so: Callable[[], bool]) -> None:
        ends = time.monotonic() + 10
        while not is_so():
            assert time.monotonic() < ends, "it has not come about in ten seconds"
            time.sleep(0.02)
            # Asking for anything brings what the browser has to tell.
            self.see("0")

    def _next(self) -> Any:
        while b"\0" not in self._rest:
            piece = os.read(self._up, 1 << 16)
            assert piece, "the browser has gone"
            self._rest += piece
        message, _, self._rest = self._rest.partition(b"\0")
        return json.loads(message)

    def _note(self, said: Any) -> None:
        method, told = said.get("method"), said.get("params", {})
        if method == "Network.requestWillBeSent":
            self._sent[told["requestId"]] = told["request"]["url"]
        elif method == "Network.loadingFailed" and told.get("blockedReason") == "csp":
            del self._sent[told["requestId"]]
        elif method == "Runtime.exceptionThrown":
            self.complaints.append(str(told["exceptionDetails"]))
        elif method == "Runtime.consoleAPICalled":
            self.complaints.append(str(told["args"]))
        elif method == "Log.entryAdded":
            self.complaints.append(told["entry"]["text"])


def _options(folder: Path) -> list[str]:
    # As root, which is how containers run tests, there is no sandbox; the page is one of ours.
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return [
        "--headless",
        "--remote-debugging-pipe",
        f"--user-data-dir={folder}",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--window-size=1300,900",
        *sandbox,
    ]
