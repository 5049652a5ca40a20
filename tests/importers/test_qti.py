"""QTI 2 and 3: what becomes of tests and their items."""

from tests.importers.conftest import Tenant
from tests.importers.packages import loaded
from tests.importers.qti_package import CHOICE, FILES, LIVE, QTI3, options
from tests.importers.reports import numbers


async def test_a_package_becomes_assessments(tenant: Tenant) -> None:
    report = await loaded(tenant, "qti", FILES)

    assert numbers(report) == {
        "file": (1, 1, 0, 0, 0),
        "assessment": (2, 2, 0, 0, 0),
        "question": (3, 3, 0, 0, 0),
        "answer option": (2, 2, 0, 0, 0),
        "file in storage": (1, 1, 0, 0, 0),
    }
    assert (report.kinds["item"].read, report.kinds["item"].used) == (4, 3)
    assert report.kinds["item"].skipped == {"its file is missing, or is not an item": 1}
    assert (report.kinds["XML file"].read, report.kinds["XML file"].used) == (5, 4)
    assert set(report.warnings) == {
        "an item of a test is missing (1): test.xml: gone.xml",
        "an item with nothing to answer is kept as a question that is worth no points (1): items/spare.xml",
        "an XML file that is left out (1): notes.xml: <notes>",
    }
    rows = await tenant.rows(LIVE)
    assert [
        (row["assessment"], row["question_type"], row["points"], row["sequence_index"]) for row in rows
    ] == [
        ("package.zip", "rubric", 0, 1),
        ("Colours", "mcq_single", 3, 1),
        ("Colours", "short_answer", 1, 2),
    ]
    asset = await tenant.value("SELECT id FROM assets")
    choice = rows[1]
    assert choice["prompt_md"] == f"Which is **red**?\n\n![Red](asset:{asset})\n\nChoose one."
    assert choice["description_md"] == "Take your time"
    assert choice["correct_answers"] is None
    assert choice["feedback"] == {"not A": "It was the rose"}
    assert choice["metadata"]["qti"]["notes"]["scorer"] == "For us only"
    assert choice["metadata"]["qti"]["source"] == CHOICE
    assert (rows[2]["prompt_md"], rows[2]["correct_answers"]) == ("1 + 1 = \\_\\_\\_\\_", ["2"])
    assert await options(tenant) == [
        ("A", "Rose", True, "Well seen"),
        ("B", "Grass", False, "That is green"),
    ]


async def test_how_a_test_is_taken_is_kept(tenant: Tenant) -> None:
    await loaded(tenant, "qti", FILES)
    row = (await tenant.rows("SELECT * FROM assessments WHERE title = 'Colours'"))[0]
    assert (row["assessment_type"], row["is_published"], row["review"]) == ("quiz", False, "never")
    grading = row["grading_schema"]
    assert "<" in grading.pop("outcome_processing")
    assert grading == {
        "format": "qti",
        "time_limits": {"maxTime": "600"},
        "parts": [
            {
                "identifier": "P",
                "navigation": "linear",
                "submission": "individual",
                "sections": [
                    {
                        "identifier": "S",
                        "title": "First",
                        "is_visible": True,
                        "ordering": {"shuffle": "true"},
                        "instructions": "Read *well*.",
                        "parts": [
                            {"question": "Q1", "weights": {"W": "2"}},
                            {
                                "identifier": "S2",
                                "title": "Second",
                                "is_visible": False,
                                "parts": [{"question": "Q2"}, {"question": "Q3"}],
                            },
                        ],
                    }
                ],
            }
        ],
    }


async def test_qti_3_says_the_same_in_other_words(tenant: Tenant) -> None:
    text = (
        f'<qti-assessment-item {QTI3} identifier="I" title="T"><qti-response-declaration identifier="R" '
        'cardinality="single" base-type="identifier"><qti-correct-response><qti-value>A</qti-value>'
        "</qti-correct-response></qti-response-declaration>"
        '<qti-assessment-stimulus-ref identifier="S" href="shared.xml"/><qti-item-body><p>Which?</p>'
        '<qti-choice-interaction response-identifier="R" max-choices="1"><qti-simple-choice identifier="A">One'
        "</qti-simple-choice></qti-choice-interaction></qti-item-body></qti-assessment-item>"
    )
    shared = (
        f'<qti-assessment-stimulus {QTI3} identifier="S"><qti-stimulus-body><h2>Read this</h2></qti-stimulus-body>'
        "</qti-assessment-stimulus>"
    )
    report = await loaded(tenant, "qti", {"item.xml": text, "shared.xml": shared})
    row = (await tenant.rows(LIVE))[0]
    assert (row["question_type"], row["prompt_md"]) == ("mcq_single", "## Read this\n\nWhich?")
    assert await options(tenant) == [("A", "One", True, None)]
    assert (report.kinds["XML file"].used, report.warnings) == (2, [])
