"""What an experiment of a given size can show: luck, power and numbers of people needed.

For recidivism, with shares p1 and p2 in groups of n1 and n2 people (J. Cohen, "Statistical Power Analysis for the
Behavioral Sciences", 2nd edition, 1988, chapter 6):

    h      = 2 asin(sqrt p1) - 2 asin(sqrt p2)                              the effect size
    power  = Phi(r - z) + Phi(-r - z),  r = |h| sqrt(n1 n2 / (n1 + n2))     the chance that a two-sided test sees it
    n      = 2 ((z + z_power) / h)^2                                        people needed in each group

For indicators, where groups are small and differences large, the z test of two shares, with p their mean and q = 1 - p
(J. L. Fleiss and others, "Statistical Methods for Rates and Proportions", 3rd edition, 2003, chapter 4):

    n      = ((z sqrt(2 p q) + z_power sqrt(p1 q1 + p2 q2)) / (p1 - p2))^2

z is the 97.5% point of the normal distribution. Both are approximations: below some tens of people they give an order of
size. The chance of a fall by luck is worked out from the binomial distribution itself, without an approximation.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from statistics import NormalDist
from typing import Final, Literal

RATE: Final = Fraction(47, 100)
"""Adults who left prison in 2008-2017 and had a new case within two years; about the same since (S41, S40)."""
RATE_SOURCES: Final = ("S40", "S41")
AMBITION: Final = Fraction(1, 10)
"""The programme wanted 10% less. It did not say of what: see `READINGS`."""
READINGS: Final[dict[Literal["relative", "points"], Fraction]] = {
    "relative": RATE * (1 - AMBITION),  # 42.3%: a tenth of the figure itself
    "points": RATE - AMBITION,  # 37%: ten percentage points
}
RISES: Final = ((Fraction(1, 2), Fraction(7, 10)), (Fraction(1, 2), Fraction(8, 10)), (Fraction(1, 2), Fraction(9, 10)))
"""Rises of an indicator to work out as examples, from and to."""
EXAMPLE: Final = 1
"""The place in `RISES` of the one to tell about."""
SEEN: Final = 0.8
"""The usual power: a change that is there is seen 8 times out of 10."""
DOUBT: Final = 0.05
"""The usual level of a two-sided test: without any change it sees one 5 times out of 100."""
STEPS: Final = tuple(Fraction(step, 10) for step in (-5, -3, -1, 1, 3, 5))
"""Where the bars of the luck chart meet: changes of a rate, as a share of last year's."""
MOST_PEOPLE: Final = 5000
NO_DIFFERENCE: Final = "Zonder verschil is geen aantal te berekenen. Kies twee verschillende percentages."

_NORMAL: Final = NormalDist()
_Z: Final = _NORMAL.inv_cdf(1 - DOUBT / 2)


# Formulas


def effect_size(first: Fraction | float, second: Fraction | float) -> float:
    """Cohen's h: 2 asin(sqrt p1) - 2 asin(sqrt p2); above 0 where the second share is lower."""
    return 2 * _angle(first) - 2 * _angle(second)


def power(first: Fraction | float, second: Fraction | float, people: int, others: int | None = None) -> float:
    """The chance that a difference that is really there is seen: Phi(r - z) + Phi(-r - z), r = |h| sqrt(n1 n2 / (n1 + n2)).

    `people` and `others` are the sizes of the two groups; without `others` they are equal.
    """
    one, two = _people(people), _people(people if others is None else others)
    reach = abs(effect_size(first, second)) * math.sqrt(one * two / (one + two))
    return _NORMAL.cdf(reach - _Z) + _NORMAL.cdf(-reach - _Z)


def exact_people_needed(first: Fraction | float, second: Fraction | float, seen: float = SEEN) -> float:
    """People needed in each of two groups before rounding up: 2 ((z + z_power) / h)^2."""
    size = effect_size(first, second)
    if size == 0:
        raise ValueError(NO_DIFFERENCE)
    return 2 * ((_Z + _z(_seen(seen))) / size) ** 2


def people_needed(first: Fraction | float, second: Fraction | float, seen: float = SEEN) -> int:
    """The same in whole people."""
    return math.ceil(exact_people_needed(first, second, seen))


def smallest_fall(rate: Fraction | float, people: int, seen: float = SEEN) -> float | None:
    """The smallest fall, as a share of `rate`, that two groups of `people` show with this power; None where none does.

    The formula of n turned round: h = (z + z_power) sqrt(2 / n), p2 = sin^2(asin(sqrt p1) - h / 2).
    """
    angle = _angle(_inside(rate)) - _half_effect(people, seen)
    return None if angle < 0 else 1 - math.sin(angle) ** 2 / float(rate)


def exact_people_needed_z(first: Fraction | float, second: Fraction | float, seen: float = SEEN) -> float:
    """People needed in each group by the z test of two shares, before rounding up; the formula stands on top."""
    if first == second:
        raise ValueError(NO_DIFFERENCE)
    equal, different = _spreads(first, second)
    return ((_Z * equal + _z(_seen(seen)) * different) / float(first - second)) ** 2


def people_needed_z(first: Fraction | float, second: Fraction | float, seen: float = SEEN) -> int:
    """The same in whole people: 39 from 50% to 80%."""
    return math.ceil(exact_people_needed_z(first, second, seen))


def power_z(first: Fraction | float, second: Fraction | float, people: int) -> float:
    """The chance that two groups of `people` show this difference: the formula of `exact_people_needed_z` turned round."""
    equal, different = _spreads(first, second)
    reach = math.sqrt(_people(people)) * abs(float(first - second)) - _Z * equal
    if different == 0:  # everybody against nobody
        return float(reach > 0)
    return _NORMAL.cdf(reach / different)


def smallest_goal(rate: Fraction | float, people: int, seen: float = SEEN) -> float | None:
    """The lowest share above `rate` that two groups of `people` tell apart from it by the z test; None where none is.

    Found by halving: the higher the share, the fewer people are needed.
    """
    _people(people)
    low, high = float(_inside(rate)), 1.0
    if exact_people_needed_z(low, high, seen) > people:
        return None
    for _ in range(50):
        middle = (low + high) / 2
        enough = exact_people_needed_z(float(rate), middle, seen) <= people
        low, high = (low, middle) if enough else (middle, high)
    return high


def municipalities_needed(per_group: int, people_a_year: int, years: int = 1) -> int:
    """How many municipalities with `people_a_year` reach `per_group` people in these years: rounded up.

    As many again are needed for the group to compare with. Differences between municipalities are left out, so it is
    the least that is needed.
    """
    return -(-_people(per_group, most=None) // (_people(people_a_year) * _people(years)))


# Luck


@dataclass(frozen=True)
class Change:
    """The chance that a rate changes between `low` and `high` (shares of last year's; None: no bound) by luck alone."""

    low: Fraction | None
    high: Fraction | None
    chance: float

    @property
    def fall(self) -> bool:
        """Whether this is a fall of 10% or more."""
        return self.high is not None and self.high <= -AMBITION

    @property
    def rise(self) -> bool:
        """Whether this is a rise of 10% or more."""
        return self.low is not None and self.low >= AMBITION


def luck_of_fall(people: int, rate: Fraction | float = RATE, fall: Fraction = AMBITION) -> float:
    """The chance that a rate is at least `fall` (a share of last year's rate) lower than last year while nothing changed.

    Last year x and this year y of `people` people are counted, both drawn from the same binomial distribution with share
    `rate`; asked is P(y < x and y <= (1 - fall) x). Summed over all x: P(x) times P(y <= floor((1 - fall) x)).
    """
    if not 0 < fall <= 1:
        raise ValueError("Een daling ligt tussen 0% en 100%. Kies een daling daartussen.")
    chances = _binomial(people, rate)
    below = _cumulative(chances)
    return math.fsum(chances[x] * below[math.floor((1 - fall) * x) + 1] for x in range(1, people + 1))


def luck(people: int, rate: Fraction | float = RATE) -> tuple[Change, ...]:
    """Every change from last year to this year with its chance, while nothing changed, from the largest fall on.

    Bounds as in `STEPS`: a fall includes its smallest size ("10% or more"), a rise too; between them the rate is about
    equal. From a rate of 0 every rise is a largest rise. The chances add up to 1.
    """
    chances = _binomial(people, rate)
    below = _cumulative(chances)
    chance = [0.0] * (len(STEPS) + 1)
    for x, here in enumerate(chances):
        # The number of outcomes y that lie below each step: a fall up to and including it, a rise up to but not including.
        ends = [math.floor((1 + step) * x) + 1 if step < 0 else math.ceil((1 + step) * x) for step in STEPS]
        if x == 0:
            ends = [0 if step < 0 else 1 for step in STEPS]
        places = [0, *(min(end, people + 1) for end in ends), people + 1]
        for bar, (start, end) in enumerate(pairwise(places)):
            chance[bar] += here * (below[end] - below[start])
    bounds = pairwise((None, *STEPS, None))
    return tuple(Change(low, high, value) for (low, high), value in zip(bounds, chance, strict=True))


# All of it for one municipality


@dataclass(frozen=True)
class Reading:
    """One way to read "10% less": down to the share `goal`.

    needed          people in each of two groups
    power           the chance that two groups of the given size show it
    municipalities  of this size with the experiment, in one year; as many without. Alone it takes as many years
    """

    kind: Literal["relative", "points"]
    goal: Fraction
    needed: int
    power: float
    municipalities: int


@dataclass(frozen=True)
class Rise:
    """An indicator that rises: people needed before and as many after, the power of the given size, and years to get there."""

    start: Fraction
    goal: Fraction
    needed: int
    power: float
    years: int


@dataclass(frozen=True)
class Outlook:
    """What a municipality with `returns` people a year and `group` of them in an experiment can show.

    luck_of_fall   chance that the rate of all returns falls by 10% or more from one year to the next while nothing changed
    changes        the same for every size of change
    readings       both ways to read 10% less
    smallest_fall  the smallest fall two groups of this size show (a share of the rate), None where no fall shows
    smallest_goal  the lowest share above one half that two groups of this size tell apart from it, None where none is
    rises          examples of an indicator that rises
    """

    returns: int
    group: int
    rate: Fraction
    luck_of_fall: float
    changes: tuple[Change, ...]
    readings: tuple[Reading, ...]
    smallest_fall: float | None
    smallest_goal: float | None
    rises: tuple[Rise, ...]

    @property
    def example(self) -> Rise:
        """The rise to tell about: from 50% to 80%."""
        return self.rises[EXAMPLE]


@lru_cache(maxsize=256, typed=True)
def outlook(returns_per_year: int, group_size: int) -> Outlook:
    """Every figure for a municipality. Raises ValueError, in Dutch, for numbers outside 1 to 5000 or a group above the returns.

    The group is compared with an equally large group: last year's, or people elsewhere.
    """
    returns = _people(returns_per_year, "Bij mensen die per jaar vrijkomen")
    group = _people(group_size, "Bij mensen die meedoen")
    if group > returns:
        raise ValueError(
            f"Er doen {group} mensen mee, maar er komen er {returns} per jaar vrij. Maak de groep even groot of kleiner."
        )
    changes = luck(returns)
    return Outlook(
        returns=returns,
        group=group,
        rate=RATE,
        luck_of_fall=luck_of_fall(returns),
        changes=changes,
        readings=tuple(
            Reading(kind, goal, needed, power(RATE, goal, group), municipalities_needed(needed, group))
            for kind, goal in READINGS.items()
            for needed in [people_needed(RATE, goal)]
        ),
        smallest_fall=smallest_fall(RATE, group),
        smallest_goal=smallest_goal(Fraction(1, 2), group),
        rises=tuple(
            Rise(start, goal, needed, power_z(start, goal, group), -(-needed // group))
            for start, goal in RISES
            for needed in [people_needed_z(start, goal)]
        ),
    )


# Small parts


def _angle(share: Fraction | float) -> float:
    if not 0 <= share <= 1:
        raise ValueError("Een aandeel ligt tussen 0% en 100%. Kies een getal daartussen.")
    return math.asin(math.sqrt(share))


def _inside(share: Fraction | float) -> Fraction | float:
    if not 0 < share < 1:
        raise ValueError("Een cijfer van 0% of 100% kan alleen gelijk blijven. Kies een getal daartussen.")
    return share


def _spreads(first: Fraction | float, second: Fraction | float) -> tuple[float, float]:
    """sqrt(2pq) with p the mean of both shares, and sqrt(p1q1 + p2q2)."""
    _angle(first), _angle(second)
    mean = (first + second) / 2
    return math.sqrt(2 * mean * (1 - mean)), math.sqrt(first * (1 - first) + second * (1 - second))


def _half_effect(people: int, seen: float) -> float:
    """Half of the smallest h that two groups of `people` show."""
    return (_Z + _z(_seen(seen))) * math.sqrt(2 / _people(people)) / 2


def _seen(seen: float) -> float:
    if not 0.5 <= seen < 1:
        raise ValueError("De kans om een verschil te zien ligt tussen 50% en 100%. Gebruikelijk is 80%.")
    return seen


def _z(share: float) -> float:
    return _NORMAL.inv_cdf(share)


def _people(number: int, place: str = "Bij het aantal", most: int | None = MOST_PEOPLE) -> int:
    if isinstance(number, bool) or not isinstance(number, int) or number < 1 or (most is not None and number > most):
        upto = "vanaf 1" if most is None else f"van 1 tot en met {most:,}".replace(",", ".")
        raise ValueError(f"{place} past geen {number}. Vul een heel getal in {upto}.")
    return number


def _binomial(people: int, rate: Fraction | float) -> list[float]:
    """The chance of each outcome 0 .. people."""
    _people(people)
    log_yes, log_no = math.log(_inside(rate)), math.log(1 - rate)
    whole = math.lgamma(people + 1)
    return [
        math.exp(whole - math.lgamma(x + 1) - math.lgamma(people - x + 1) + x * log_yes + (people - x) * log_no)
        for x in range(people + 1)
    ]


def _cumulative(chances: list[float]) -> list[float]:
    """For each place the sum of the chances before it, and last the whole."""
    sums = [0.0]
    for chance in chances:
        sums.append(sums[-1] + chance)
    return sums
