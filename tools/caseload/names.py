"""Invented Danish people, companies and numbers for made-up caseloads; none of the numbers can be anybody's."""

import random
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

_FILE = Path(__file__).with_name("names.toml")
_CVR_WEIGHTS = (2, 7, 6, 5, 4, 3, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The words of ``names.toml``, drawn with the caseload's own random numbers."""

    rnd: random.Random
    words: dict[str, list[str]]

    @classmethod
    def load(cls, rnd: random.Random) -> "Names":
        found = tomllib.loads(_FILE.read_text(encoding="utf-8"))
        return cls(rnd=rnd, words={key: v.split() if isinstance(v, str) else v for key, v in found.items()})

    def pick(self, kind: str) -> str:
        return self.rnd.choice(self.words[kind])

    def person(self) -> tuple[str, str]:
        return self.pick("fornavne"), self.pick("efternavne")

    def full_name(self) -> str:
        return " ".join(self.person())

    def company(self) -> str:
        return f"{self.pick('stammer')} {self.pick('slags')}"

    def address(self) -> str:
        return f"{self.pick('veje')} {self.rnd.randint(1, 140)}"

    def phone(self) -> str:
        """Begins with 12: no Danish subscriber's number does."""
        return "12 " + " ".join(f"{self.rnd.randint(0, 99):02d}" for _ in range(3))

    def cpr(self, today: date) -> str:
        """Of somebody between 20 and 64 years."""
        born = today - timedelta(days=self.rnd.randint(20 * 366, 64 * 365))
        return replacement_cpr(born, self.rnd.randint(0, 999))

    def cvr(self) -> str:
        """Eight digits from 99000000 up that keep the check digit."""
        while True:
            first = [9, 9, *(self.rnd.randint(0, 9) for _ in range(5))]
            check = -sum(w * d for w, d in zip(_CVR_WEIGHTS, first, strict=True)) % 11
            if check < 10:
                return "".join(map(str, [*first, check]))


def replacement_cpr(born: date, serial: int) -> str:
    """A replacement number, its day raised by 60, so that it is no person's own. ``serial`` is 0-999."""
    seventh = 5 if born.year >= 2000 else 1  # tells the century
    return f"{born.day + 60:02d}{born.month:02d}{born.year % 100:02d}{seventh}{serial:03d}"
