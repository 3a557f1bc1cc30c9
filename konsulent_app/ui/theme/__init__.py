"""How the app looks: colours, letters and icons, built once as a `Theme` and handed to every widget.

Start: `theme = Theme(resources_folder, mode=Mode.SYSTEM); theme.apply(app)`. Painted widgets ask
`theme.color`, `theme.font`, `theme.pixmap` while painting, so a change of theme needs no wiring. Qt's own
widgets are dressed by the properties `kind` and `state`: QLabel kinds page, title, question, label, strong,
body2, small, meta, ghost, error, warn, share_title, share_text; QLineEdit kinds visit, number and state
error; QPlainTextEdit kind intern; QWidget kinds canvas, surface; QFrame kind rule.
"""

from konsulent_app.ui.theme.theme import SCALES, Mode, Theme
from konsulent_app.ui.theme.tokens import DARK, LIGHT, Tokens

__all__ = ["DARK", "LIGHT", "SCALES", "Mode", "Theme", "Tokens"]
