"""axe-core in a page: what it finds against WCAG 2.0 to 2.2, A and AA."""

from pathlib import Path

AXE = Path(__file__).with_name("vendor") / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# Only what is broken comes back; there is no film or sound whose length would have to be loaded first.
ASKED = """rules => axe.run(
  {runOnly: {type: "tag", values: rules}, resultTypes: ["violations"], elementRef: false, preload: false}
).then((found) => found.violations.flatMap((violation) => violation.nodes.map(
  (node) => `${violation.id}: ${node.target[0]} ${node.any[0]?.message ?? ""}`
)))"""


def violations(page) -> list[str]:
    """One line for each thing found: the rule and where. The page's context must bypass the policy for scripts."""
    page.add_script_tag(path=str(AXE))
    return broken(page)


def broken(page) -> list[str]:
    """The same of a page that has axe already."""
    return page.evaluate(ASKED, RULES)
