"""The top of the site opens the first page, by itself and by a link."""


def test_the_top_of_the_site_leads_to_the_first_page(site, browser):
    page = browser.new_page()
    page.goto((site / "index.html").as_uri())
    page.wait_for_url("**/book/index.html")
    page.close()
    door = (site / "index.html").read_text()
    assert '<html lang="en">' in door
    assert '<a href="book/index.html">Open the first page</a>' in door
    icon = door.split('rel="icon" href="')[1].split('"')[0]
    assert (site / icon).exists()
