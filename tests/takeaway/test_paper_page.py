from bs4 import BeautifulSoup

from regenmed.page.bank import load_check
from regenmed.page.quiz import plain_check
from regenmed.takeaway.paper_page import for_paper


def article(html: str):
    soup = BeautifulSoup(f"<article>{html}</article>", "html.parser").article
    for_paper(soup)
    return soup


def test_what_only_a_screen_needs_is_gone():
    paper = article(
        '<h2>A<a class="headerlink">#</a></h2><script>x</script>'
        '<details class="hide">code</details>'
        '<div class="rm-reserved">Move the sliders</div><button>Check</button><p>Stays</p>'
    )
    assert paper.get_text() == "AStays"


def test_folds_lie_open():
    paper = article("<details><summary>More</summary>Said</details>")
    assert "open" in paper.details.attrs


def test_the_line_that_calls_a_widget_is_gone_and_other_code_stays():
    cell = (
        '<div class="cell"><div class="cell_input">{}</div><div class="cell_output">{}</div></div>'
    )
    paper = article(cell.format("Quiz()", '<div class="rm-widget">?</div>') + cell.format("1", "1"))
    assert [node.get_text() for node in paper.select(".cell_input")] == ["1"]


def test_a_quiz_is_a_list_and_its_answers_stand_at_the_end():
    check = load_check("04-hsct", "a")
    paper = article(plain_check(check, "quiz-a") + "<p>After the quiz</p>")
    questions = paper.select(".rm-quiz-item")
    assert len(questions) == len(check.items)
    for question, item in zip(questions, check.items, strict=True):
        shown = question.get_text()
        assert all(option.feedback not in shown for option in item.options)
    answers = paper.select_one(".rm-answers")
    assert answers.find_previous("p", string="After the quiz")
    assert answers.h3.get_text() == f"Check: {check.title}"
    assert len(answers.select(":scope > ol > li")) == len(check.items)
    assert not paper.select("summary, details")


def test_a_page_without_quizzes_has_no_answers():
    assert not article("<p>Text</p>").select(".rm-answers")
