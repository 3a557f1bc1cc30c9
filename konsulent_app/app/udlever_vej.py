"""Where »Udlever oplysninger« leads: a sheet over the shell, made when it is first asked for."""

from konsulent_app.services.context import Context
from konsulent_app.sync.historik import HentHistorik
from konsulent_app.ui.desktop import Desktop
from konsulent_app.ui.pages.udlever import MakeIndsigt
from konsulent_app.ui.pages.udlever_ark import UdleverArk
from konsulent_app.ui.work import Work


class UdleverVej:
    """Over the window of ``desktop`` from log-in until ``let_go``; for who works in sager."""

    def __init__(
        self, desktop: Desktop, context: Context, work: Work, make_pdf: MakeIndsigt, hent: HentHistorik
    ) -> None:
        self._desktop, self._context, self._work = desktop, context, work
        self._make_pdf, self._hent = make_pdf, hent
        self._ark: UdleverArk | None = None
        self._is_open = context.bruger.skriver
        if self._is_open:
            desktop.window.wants_udlever.connect(self.show)

    def show(self, sag: int) -> None:
        """What is stored about the borger of the sag."""
        if self._ark is None:
            desktop, window = self._desktop, self._desktop.window
            self._ark = UdleverArk(
                desktop.theme,
                self._work,
                self._context,
                desktop.feedback,
                self._make_pdf,
                self._hent,
                window.shell,
                window.under,
            )
        self._ark.open_sheet(sag)

    def let_go(self) -> None:
        """The session ends: the window outlives it."""
        if self._is_open:
            self._desktop.window.wants_udlever.disconnect(self.show)
        if self._ark is not None:
            self._ark.close_sheet()
            self._ark.deleteLater()
