"""What the press does once: WeasyPrint does it anew for each page, each line or each element of a long paper.

A report of 32,000 comments has 7,500 pages. Nothing here changes a byte of what is printed.
"""


def lean(sheet) -> None:
    """Of what the sheet of WeasyPrint styles for each element, marks and notes, papers have the marks of list items."""
    for rule in sheet.matcher.other_selectors:
        if rule[3] == "marker":
            sheet.matcher.lower_local_name_selectors["li"].append(rule)
    sheet.matcher.other_selectors = [rule for rule in sheet.matcher.other_selectors if rule[3] is None]


def alike(compute):
    """WeasyPrint makes styles for each page, and looks for them among those of all; ours differ by first and name."""
    first_of = {}

    def styled(page_type, html, style_for):
        first = first_of.setdefault((page_type.index == 0, page_type.name), page_type)
        if first is page_type:
            compute(page_type, html, style_for)
        styles = style_for.get_computed_styles()
        for page, part in style_for.get_cascaded_styles():
            if page is first:
                styles[page_type, part] = styles[first, part]

    return styled


def by_style(work):
    """What follows from a style alone: WeasyPrint works it out anew for each line."""

    def known(style):
        found = vars(style).setdefault("known", {})
        if work not in found:
            found[work] = work(style)
        return found[work]

    return known


def by_pages(build):
    """pydyf lists all pages anew for each tag, which makes the time of a paper grow with their square."""
    made = {}

    def references(pdf):
        pages = len(pdf.pages["Kids"])
        if pages not in made:
            made[pages] = build(pdf)
        return made[pages]

    return property(references)
