"""axe-core in a page: what it finds against WCAG 2.0 to 2.2, A and AA."""

from pathlib import Path

AXE = Path(__file__).with_name("vendor") / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page) -> list[str]:
    """One line for each thing found: the rule and where. The page's context must bypass the policy for scripts."""
    page.add_script_tag(path=str(AXE))
    found = page.evaluate("rules => axe.run({runOnly: {type: 'tag', values: rules}})", RULES)
    return [
        f"{violation['id']}: {node['target'][0]} {node['any'][0]['message'] if node['any'] else ''}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
