"""Writes the style sheet for Qt's own widgets; rules go by class and by the properties kind and state."""

from dataclasses import asdict
from string import Template

from konsulent_app.ui.theme.tokens import Tokens

# Widgets that paint themselves need no rule here: each rule is matched against every widget of the app.
_SHEET = Template("""
QToolTip { background: $surface; color: $ink; border: 1px solid $line_strong; padding: 6px; }
QWidget[kind="canvas"] { background: $canvas; }
QWidget[kind="surface"] { background: $surface; }
QFrame[kind="edge"] { background: $line; border: none; }
QFrame[kind="rule"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QGroupBox { border: none; margin: 0; padding: 0; }
QLabel { color: $ink; background: transparent; }
QLabel[kind="page"] { font-size: ${s26}px; font-weight: 700; }
QLabel[kind="title"] { font-size: ${s22}px; font-weight: 700; }
QLabel[kind="figure"] { font-size: ${s32}px; font-weight: 700; }
QLabel[kind="goal"] { font-size: ${s17}px; font-weight: 600; }
QLabel[kind="question"] { font-size: ${s20}px; font-weight: 600; }
QLabel[kind="number"] { font-size: ${s16}px; font-weight: 600; color: $ink3; }
QLabel[kind="label"] { font-size: ${s15}px; font-weight: 600; }
QLabel[kind="strong"] { font-size: ${s14}px; font-weight: 600; }
QLabel[kind="body2"] { font-size: ${s14}px; color: $ink2; }
QLabel[kind="small"] { font-size: ${s13}px; color: $ink2; }
QLabel[kind="under"] { font-size: ${s12}px; color: $ink2; }
QLabel[kind="meta"] { font-size: ${s12}px; color: $ink3; }
QLabel[kind="ghost"] { font-size: ${s12}px; font-weight: 600; color: $ghost; }
QLabel[kind="error"] { font-size: ${s13}px; font-weight: 500; color: $danger; }
QLabel[kind="warn"] { font-size: ${s13}px; font-weight: 500; color: $warn; }
QLabel[kind="share_title"] { font-size: ${s32}px; font-weight: 700; }
QLabel[kind="share_text"] { font-size: ${s20}px; color: $ink2; }
QLineEdit, QComboBox, QSpinBox {
  background: $surface; color: $ink; border: 1px solid $line_strong; border-radius: 8px;
  padding: 4px 12px; font-size: ${s15}px; selection-background-color: $accent;
  selection-color: $on_accent; min-height: ${s24}px; placeholder-text-color: $ink3; }
QLineEdit[kind="visit"], QComboBox[kind="visit"] { font-size: ${s16}px; min-height: ${h34}px; }
QLineEdit[kind="search"] { min-height: ${h34}px; }
QLineEdit[kind="number"] { font-size: ${s16}px; font-weight: 600; min-height: ${h34}px; padding: 4px 6px; }
QLineEdit:focus, QComboBox:focus, QSpinBox:focus { border: 3px solid $focus; padding: 2px 10px; }
QLineEdit[kind="number"]:focus { padding: 2px 4px; }
QLineEdit[state="error"] { border: 2px solid $danger; }
QLineEdit:disabled { color: $ink3; background: $sunken; }
QComboBox::drop-down { border: none; width: 28px; }
QPlainTextEdit, QTextEdit {
  background: $surface; color: $ink; border: 1px solid $line_strong; border-radius: 8px;
  selection-background-color: $accent; selection-color: $on_accent; font-size: ${s16}px; padding: 7px 11px;
  placeholder-text-color: $ink3; }
QPlainTextEdit:focus, QTextEdit:focus { border: 3px solid $focus; padding: 5px 9px; }
QPlainTextEdit[kind="intern"] { border: 1px solid $warn; }
QPlainTextEdit[kind="intern"]:focus { border: 3px solid $focus; }
QTextEdit[kind="tabel"] { background: transparent; border: 1px solid transparent; padding: 2px; font-size: ${s13}px; }
QTextEdit[kind="tabel"]:focus { border: 3px solid $focus; padding: 0px; }
QCheckBox, QRadioButton { color: $ink; spacing: 10px; min-height: ${h32}px; }
QCheckBox::indicator { width: ${s20}px; height: ${s20}px; border: 1px solid $line_strong;
  border-radius: 5px; background: $surface; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; }
QCheckBox:focus, QRadioButton:focus { border: 3px solid $focus; border-radius: 8px; }
QScrollArea { border: none; background: transparent; }
QScrollArea > QWidget > QWidget[kind="scroll"] { background: transparent; }
QListView, QTreeView, QTableView { background: transparent; border: none; outline: none; color: $ink; }
QListView:focus, QTreeView:focus, QTableView:focus { border: none; }
QHeaderView::section { background: $canvas; color: $ink2; border: none; padding: 6px 8px; font-weight: 600; }
QMenu { background: $surface; color: $ink; border: 1px solid $line_strong; padding: 4px; }
QMenu::item { padding: 8px 16px; min-height: 20px; }
QMenu::item:selected { background: $accent_soft; color: $accent_ink; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QDialog { background: $canvas; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $line_strong; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { background: $line; border: none; border-radius: 3px; max-height: 6px; color: transparent; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QCalendarWidget QWidget { background: $surface; color: $ink; }
QCalendarWidget QAbstractItemView { selection-background-color: $accent; selection-color: $on_accent; }
QCalendarWidget QToolButton { color: $ink; background: $surface; border-radius: 8px; padding: 6px;
  min-height: 32px; min-width: 32px; }
QCalendarWidget QToolButton:hover { background: $sunken; }
QSplitter::handle { background: $line; }
""")
_SIZES = (12, 13, 14, 15, 16, 17, 20, 22, 24, 26, 32)
_HEIGHTS = (32, 34)


def stylesheet(tokens: Tokens, scale: float) -> str:
    """The whole sheet for these colours and this text size."""
    sizes = {f"s{size}": round(size * scale) for size in _SIZES}
    heights = {f"h{size}": round(size * scale) for size in _HEIGHTS}
    return _SHEET.substitute(asdict(tokens) | sizes | heights)
