"""How large a measurement is: as the limits ask, or short, to see that it works."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Scale:
    """`people` in rooms of `room`, one answer per `think` seconds each; `screens` facilitators; `visitors` a second beside
    them; `warm` seconds first, then `seconds` that count. `kills` of a process, among `broken` people: as many as the process
    that is left carries. The ladder goes from `first` people to `most`, `step` more each time."""

    people: int = 600
    broken: int = 200
    room: int = 100
    think: float = 2.5
    screens: int = 3
    visitors: int = 50
    warm: float = 5.0
    seconds: float = 20.0
    kills: int = 10
    first: int = 200
    step: int = 100
    most: int = 1200

    @property
    def shorter(self) -> Scale:
        """For one of many steps."""
        return replace(self, warm=0.6 * self.warm, seconds=0.6 * self.seconds)


SHORT = Scale(people=60, broken=60, room=20, visitors=5, warm=2.0, seconds=4.0, kills=2, first=20, step=20, most=60)
