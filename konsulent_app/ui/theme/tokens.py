"""The named colours of UX §5, one frozen set a theme."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tokens:
    """Every colour the app may use, as #RRGGBB; `x` is the ink meant for its `x_soft`."""

    canvas: str
    surface: str
    sunken: str
    line: str
    line_strong: str
    ink: str
    ink2: str
    ink3: str
    accent: str
    on_accent: str
    accent_ink: str
    accent_soft: str
    focus: str
    danger: str
    danger_soft: str
    warn: str
    warn_soft: str
    ok: str
    ok_soft: str
    info: str
    info_soft: str
    plum: str
    plum_soft: str
    ghost: str
    praktik: str

    def value(self, token: str) -> str:
        """The colour of a token by name; an unknown name is a bug and raises AttributeError."""
        found = getattr(self, token)
        assert isinstance(found, str)
        return found


LIGHT = Tokens(
    canvas="#F6F4EF", surface="#FFFFFF", sunken="#EFECE5", line="#E0DCD2", line_strong="#85817A",
    ink="#1B2024", ink2="#474E54", ink3="#5F666C",
    accent="#0E5A61", on_accent="#FFFFFF", accent_ink="#0B4A50", accent_soft="#DFEEED", focus="#1A5FD0",
    danger="#A11D18", danger_soft="#FBE9E7", warn="#754600", warn_soft="#FDEFD3",
    ok="#17603A", ok_soft="#E1F2E7", info="#1D4C86", info_soft="#E4EEFA",
    plum="#5E3B82", plum_soft="#F0E8F7", ghost="#7A5A2E", praktik="#C07A22",
)  # fmt: skip

DARK = Tokens(
    canvas="#12171A", surface="#1A2024", sunken="#232A2F", line="#323B41", line_strong="#7E8A91",
    ink="#EDF1F2", ink2="#BCC5CA", ink3="#9AA5AB",
    accent="#74C9C4", on_accent="#06282B", accent_ink="#9ADCD8", accent_soft="#17383B", focus="#8AB8FF",
    danger="#FFA69D", danger_soft="#3C1C1A", warn="#F2C46F", warn_soft="#3A2B10",
    ok="#8AD6A5", ok_soft="#153022", info="#A3C8FF", info_soft="#182B45",
    plum="#D0B6F0", plum_soft="#2F2342", ghost="#E0BC84", praktik="#E6A85A",
)  # fmt: skip
