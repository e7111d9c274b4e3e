"""The sheet of one indicator: counts per period, the run chart, and formulas that look for six points in a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from questionnaire.indicators import Indicator
from report.colours import BLUE, GREY, INK, LINE
from report.colours import ORANGE_DEEP as ORANGE
from scoring.run_chart import RUN

HEADS: Final = (
    "Periode",
    "Ja",
    "Nee",
    "Onbekend",
    "Deel ja",
    "Lijn (middelste waarde)",
    "Punten op een rij",
    "Wat ziet u?",
)
HELPERS: Final = 20
"""The first of the hidden columns: the side, the last side, points in a row so far, and both lines of the chart with gaps."""
CHANGED: Final = f"Er liggen {RUN} of meer punten op een rij aan één kant van de lijn: er is waarschijnlijk iets veranderd."
UNCHANGED: Final = f"Er liggen nog geen {RUN} punten op een rij aan één kant van de lijn."


@dataclass(frozen=True)
class Place:
    """Where the answers to one question stand: the sheet, the column and the number of rows below the head."""

    sheet: str
    column: int
    rows: int

    FIRST: ClassVar[int] = 30
    """The row (from 0) of the first period on the sheet of a chart: below the chart."""

    def cells(self, column: int) -> str:
        letter = xl_col_to_name(column)
        return f"'{self.sheet}'!${letter}$2:${letter}${self.rows + 1}"

    def count(self, period: str, answer: str) -> str:
        """A formula that counts the people of a period with this answer; compares as text, so that no period becomes a date."""
        return f'=SUMPRODUCT(({self.cells(1)}={period})*({self.cells(self.column)}="{answer}"))'


def chart_sheet(
    book: Workbook, sheet: Worksheet, indicator: Indicator, names: Sequence[str], place: Place, formats: dict[str, Any]
) -> None:
    first, last = Place.FIRST, Place.FIRST + len(names) - 1
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 3, 11)
    sheet.set_column(4, 6, 14)
    sheet.set_column(7, 7, 30)
    sheet.set_column(HELPERS, HELPERS + 4, None, None, {"hidden": True})
    sheet.set_row(0, 32)
    sheet.set_row(5, 24)
    sheet.write_string(0, 0, indicator.title, formats["title"])
    sheet.write_string(1, 0, indicator.question, formats["outcome"])
    sheet.write_string(2, 0, f"Moment: {indicator.moment}.", formats["plain"])
    sheet.write_string(4, 0, "Periodes voor de lijn", formats["head"])
    sheet.write_number(4, 1, len(names), formats["input"])
    sheet.write_string(4, 2, "  Verandert u iets? Vul in hoeveel periodes er daarvoor al waren.", formats["plain"])
    sheet.data_validation(
        4,
        1,
        4,
        1,
        {
            "validate": "integer",
            "criteria": "between",
            "minimum": 1,
            "maximum": len(names),
            "error_title": "Aantal periodes",
            "error_message": f"Vul een heel getal in van 1 tot en met {len(names)}.",
        },
    )
    for column, head in enumerate(HEADS):
        sheet.write_string(first - 1, column, head, formats["head"])
    sheet.set_row(first - 1, 52)
    for row, name in enumerate(names, start=first):
        _period(sheet, row, name, place, formats, (first, last))
    runs = f"{xl_rowcol_to_cell(first, HELPERS + 2)}:{xl_rowcol_to_cell(last, HELPERS + 2)}"
    sheet.write_formula(5, 0, f'=IF(MAX({runs})>={RUN},"{CHANGED}","{UNCHANGED}")', formats["outcome"], UNCHANGED)
    sheet.insert_chart(7, 0, _chart(book, sheet.get_name(), indicator, (first, last)), _alt(indicator))
    sheet.set_portrait()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 1)


def _period(sheet: Worksheet, row: int, name: str, place: Place, formats: dict[str, Any], rows: tuple[int, int]) -> None:
    """One row. The values beside the formulas are those of an empty sheet, for programs that do not calculate."""
    period, yes, no, share, line = (xl_rowcol_to_cell(row, column) for column in (0, 1, 2, 4, 5))
    side, run = (xl_rowcol_to_cell(row, HELPERS + column) for column in (0, 2))
    before_side, before_run = (xl_rowcol_to_cell(row - 1, HELPERS + column) for column in (1, 2))
    shares = f"$E${rows[0] + 1}:$E${rows[1] + 1}"
    used = f"INDEX({shares},1):INDEX({shares},$B$5)"
    if row == rows[0]:
        before_side, before_run = "0", "0"
    sheet.write_string(row, 0, name, formats["choice"])
    for column, answer in enumerate(("ja", "nee", "onbekend"), start=1):
        sheet.write_formula(row, column, place.count(f"${period}", answer), formats["cell"], 0)
    sheet.write_formula(row, 4, f'=IF({yes}+{no}=0,"",{yes}/({yes}+{no}))', formats["share"], "")
    sheet.write_formula(row, 5, f'=IF(COUNT({used})=0,"",MEDIAN({used}))', formats["share"], "")
    sheet.write_formula(row, 6, f'=IF({side}=0,"",{run})', formats["cell"], "")
    words = f'IF({side}=0,"op de lijn",IF({side}>0,"boven de lijn","onder de lijn")&IF({run}>={RUN},": verandering",""))'
    sheet.write_formula(row, 7, f'=IF(OR({share}="",{line}=""),"",{words})', formats["words"], "")
    # Rounded: two shares that are equal on paper may differ in the sixteenth digit.
    sheet.write_formula(row, HELPERS, f'=IF(OR({share}="",{line}=""),0,SIGN(ROUND({share}-{line},9)))', None, 0)
    sheet.write_formula(row, HELPERS + 1, f"=IF({side}=0,{before_side},{side})", None, 0)
    sheet.write_formula(row, HELPERS + 2, f"=IF({side}=0,{before_run},IF({side}={before_side},{before_run}+1,1))", None, 0)
    for column, source in ((3, share), (4, line)):  # a gap in the chart, where an empty text would be drawn as 0
        sheet.write_formula(row, HELPERS + column, f'=IF({source}="",NA(),{source})', None, "#N/A")


def _chart(book: Workbook, sheet: str, indicator: Indicator, rows: tuple[int, int]) -> Any:
    chart = book.add_chart({"type": "line"})
    first, last = rows
    periods = [sheet, first, 0, last, 0]
    chart.add_series(
        {
            "name": "Deel ja",
            "categories": periods,
            "values": [sheet, first, HELPERS + 3, last, HELPERS + 3],
            "line": {"color": BLUE, "width": 2.25},
            "marker": {"type": "circle", "size": 8, "fill": {"color": BLUE}, "border": {"color": BLUE}},
        }
    )
    chart.add_series(
        {
            "name": "Lijn (middelste waarde)",
            "categories": periods,
            "values": [sheet, first, HELPERS + 4, last, HELPERS + 4],
            "line": {"color": ORANGE, "width": 2, "dash_type": "dash"},
            "marker": {"type": "none"},
        }
    )
    font = {"size": 11, "color": INK}
    chart.show_hidden_data()
    chart.show_na_as_empty_cell()
    chart.show_blanks_as("span")  # without this, some programs draw a period without people as 0
    chart.set_title({"name": "Deel ja per periode", "name_font": {"size": 14, "color": BLUE}, "overlay": False})
    # Set as text: the writer takes a title with a "!" and what looks like a cell for a place in a sheet.
    chart.title.name = f"{indicator.title}: deel ja per periode"
    chart.set_y_axis(
        {
            "min": 0,
            "max": 1,
            "major_unit": 0.25,
            "num_format": "0%",
            "num_font": font,
            "major_gridlines": {"visible": True, "line": {"color": LINE}},
            "line": {"none": True},
        }
    )
    chart.set_x_axis({"num_font": {**font, "rotation": -45}, "line": {"color": GREY}})
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_size({"width": 920, "height": 430})
    return chart


def _alt(indicator: Indicator) -> dict[str, Any]:
    description = (
        f"Lijngrafiek bij '{indicator.title}': het deel ja per periode, met een streepjeslijn op de middelste waarde. "
        "De cijfers staan in de tabel eronder."
    )
    return {"description": description, "object_position": 2}
