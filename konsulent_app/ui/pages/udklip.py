"""A borger's text on the clipboard: out of the system's history and cloud, and gone again after a while or at lock."""

from PySide6.QtCore import QCoreApplication, QMimeData, QObject, QTimer
from PySide6.QtGui import QGuiApplication

MINUTTER = 5
"""Long enough to find the place in another system and paste field by field; a new copy begins them anew."""

# What password managers say, so that clipboard histories and Windows' cloud clipboard leave it alone.
_HUSH = {
    "x-kde-passwordManagerHint": b"secret",
    "ExcludeClipboardContentFromMonitorProcessing": b"1",
    "CanIncludeInClipboardHistory": b"\x00\x00\x00\x00",
    "CanUploadToCloudClipboard": b"\x00\x00\x00\x00",
}


class Udklip(QObject):
    """One a session; it is emptied at the session's end and when the app quits. What somebody else has put there since
    is left alone."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._put = ""
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(MINUTTER * 60_000)
        self._clock.timeout.connect(self.empty)
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.empty)

    def put(self, tekst: str) -> None:
        """Plain text, in place of what was there."""
        data = QMimeData()
        data.setText(tekst)
        for kind, value in _HUSH.items():
            data.setData(kind, value)
        QGuiApplication.clipboard().setMimeData(data)
        self._put = tekst
        self._clock.start()

    def empty(self) -> None:
        """Takes away what was put here, if it is still there."""
        self._clock.stop()
        put, self._put = self._put, ""
        clipboard = QGuiApplication.clipboard()
        if put and _same(clipboard.text(), put):
            clipboard.clear()


def _same(there: str, put: str) -> bool:
    """Windows gives the lines back with its own ends."""
    return there.replace("\r\n", "\n") == put
