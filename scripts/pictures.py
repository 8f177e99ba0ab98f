"""Takes the pictures of the documentation from a running local trial: `make run`, then `make pictures`."""

import os
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ADDRESS = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
WIDTH, HEIGHT = 1280, 860


def sign_in(page: Page) -> None:
    """As the L&D lead of the samples."""
    page.goto(f"{ADDRESS}/accounts/login/")
    page.fill("input[name=login]", "lead@example.org")
    page.fill("input[name=password]", "throughline-demo")
    page.click("main form button.button-primary")
    page.wait_for_load_state()


def plan_address(page: Page) -> str:
    """The address of the sample plan."""
    page.goto(f"{ADDRESS}/w/sample/plans/")
    href = page.get_by_role("link", name="Sample: Empowering Leaders", exact=True).first.get_attribute("href")
    return f"{ADDRESS}{href}"


def main() -> None:
    """One picture a page that README shows."""
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=sandbox
        )
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        sign_in(page)
        plan = plan_address(page)
        for name in ("map/", "trace/", "moments/", "recheck/", "briefings/executive/"):
            page.goto(plan + name)
            page.screenshot(path=FOLDER / f"{name.strip('/').rpartition('/')[2]}.png")
        for name, address in (("overview", plan), ("portfolio", f"{ADDRESS}/w/sample/portfolio/")):
            page.goto(address)
            page.screenshot(path=FOLDER / f"{name}.png")
        browser.close()
    sys.stdout.write(f"Pictures are in {FOLDER.relative_to(Path.cwd())}\n")


if __name__ == "__main__":
    main()
