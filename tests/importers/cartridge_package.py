"""A small Common Cartridge, with a resource of each kind."""

from tests.importers.packages import manifest

NAMES = 'xmlns="http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1" xmlns:lom="http://ltsc.ieee.org/xsd/imsccv1p3/LOM/manifest"'
LOM = (
    "<lom:lom><lom:general><lom:title><lom:string>Botany</lom:string></lom:title><lom:language>de-AT</lom:language>"
    "<lom:keyword><lom:string>plants</lom:string></lom:keyword></lom:general></lom:lom>"
)
OF_BANK = "imsqti_xmlv1p2/imscc_xmlv1p3/question-bank"
OF_SETTINGS = "associatedcontent/imscc_xmlv1p3/learning-application-resource"
ITEMS = (
    '<item identifier="root"><item identifier="W1"><title>Week 1</title>'
    '<item identifier="I1" identifierref="PAGE"><title>Read</title></item>'
    '<item identifier="I2"><title>Then do</title></item>'
    '<item identifier="W11"><title>Exercises</title>'
    '<item identifier="I3" identifierref="QUIZ"><title>Test</title></item>'
    '<item identifier="I4" identifierref="LINK"><title>Look</title></item>'
    '<item identifier="I5" identifierref="FILE"><title>Print</title></item></item></item>'
    '<item identifier="I6" identifierref="TOPIC"><title>Talk</title></item>'
    '<item identifier="W2"><title>Week 2</title>'
    '<item identifier="I7" identifierref="GONE"><title>Lost</title></item></item></item>'
)
RESOURCES = (
    '<resource identifier="PAGE" type="webcontent" href="pages/read.html"><file href="pages/read.html"/></resource>'
    '<resource identifier="FILE" type="webcontent" href="web_resources/a b.pdf"/>'
    '<resource identifier="PIC" type="webcontent" href="pages/leaf.png"><file href="pages/leaf.png"/></resource>'
    '<resource identifier="LINK" type="imswl_xmlv1p3"><file href="link.xml"/></resource>'
    '<resource identifier="TOPIC" type="imsdt_xmlv1p3"><file href="topic.xml"/>'
    '<dependency identifierref="META"/></resource>'
    f'<resource identifier="META" type="{OF_SETTINGS}" href="meta.xml">'
    '<file href="meta.xml"/></resource>'
    '<resource identifier="LTI" type="imsbasiclti_xmlv1p3"><file href="lti.xml"/></resource>'
    '<resource identifier="TASK" type="assignment_xmlv1p0"><file href="task.xml"/></resource>'
    '<resource identifier="QUIZ" type="imsqti_xmlv1p2/imscc_xmlv1p3/assessment"><file href="quiz.xml"/></resource>'
    f'<resource identifier="BANK" type="{OF_BANK}"><file href="bank.xml"/></resource>'
    '<resource identifier="ODD" type="imsiwb_iwbv1p0"><file href="odd.iwb"/></resource>'
)
PAGE = (
    "<html><head><title>Leaves</title></head><body><p>See <img src='leaf.png'> and "
    '<a href="$IMS-CC-FILEBASE$/a%20b.pdf?download=1" data-x="https://x/$IMS-CC-FILEBASE$/a b.pdf">this</a>, not '
    '<a href="https://example.org/leaf.png">that</a>.</p></body></html>'
)


def question(ident: str, profile: str, presentation: str, processing: str, more: str = "") -> str:
    """An item of QTI 1.2."""
    return (
        f'<item ident="{ident}" title="{ident}"><itemmetadata><qtimetadata><qtimetadatafield><fieldlabel>cc_profile'
        f"</fieldlabel><fieldentry>cc.{profile}.v0p1</fieldentry></qtimetadatafield></qtimetadata></itemmetadata>"
        f'<presentation><material><mattext texttype="text/html">&lt;p&gt;Ask &lt;b&gt;{ident}&lt;/b&gt;&lt;/p&gt;'
        f"</mattext></material>{presentation}</presentation><resprocessing>{processing}</resprocessing>{more}</item>"
    )


def choices(cardinality: str, *labels: str) -> str:
    listed = "".join(
        f'<response_label ident="{label}"><material><mattext>{label}*</mattext></material></response_label>'
        for label in labels
    )
    shown = f"<render_choice>{listed}</render_choice>"
    return f'<response_lid ident="R" rcardinality="{cardinality}">{shown}</response_lid>'


def right(inner: str) -> str:
    return (
        f"<respcondition><conditionvar>{inner}</conditionvar>"
        '<setvar action="Set" varname="SCORE">100</setvar></respcondition>'
    )


ONE = question(
    "Q1", "multiple_choice", choices("Single", "A", "B"),
    '<respcondition><conditionvar><varequal respident="R">B</varequal></conditionvar><displayfeedback '
    'feedbacktype="Response" linkrefid="B_fb"/></respcondition>' + right('<varequal respident="R">A</varequal>'),
    '<itemfeedback ident="B_fb"><material><mattext>No, not B</mattext></material></itemfeedback>'
    '<itemfeedback ident="correct_fb"><material><mattext>Yes</mattext></material></itemfeedback>',
)  # fmt: skip
MANY = question(
    "Q2", "multiple_response", choices("Multiple", "A", "B", "C"),
    right('<and><varequal respident="R">A</varequal><not><varequal respident="R">B</varequal></not>'
          '<varequal respident="R">C</varequal></and>'),
)  # fmt: skip
FIB = question(
    "Q3", "fib", '<response_str ident="R"><render_fib><response_label ident="L"/></render_fib></response_str>',
    right('<varequal respident="R">moss</varequal><varequal respident="R">mosses</varequal>'),
)  # fmt: skip
ESSAY = question("Q4", "essay", '<response_str ident="R"><render_fib/></response_str>', "")
FORM = '<questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2">'
QUIZ = (
    f'{FORM}<assessment ident="A" title="Quiz"><qtimetadata><qtimetadatafield><fieldlabel>cc_maxattempts</fieldlabel>'
    "<fieldentry>3</fieldentry></qtimetadatafield><qtimetadatafield><fieldlabel>qmd_timelimit</fieldlabel><fieldentry>"
    f'30</fieldentry></qtimetadatafield></qtimetadata><section ident="S">{ONE}{MANY}{FIB}{ESSAY}</section></assessment>'
    "</questestinterop>"
)
BANK = f'{FORM}<objectbank ident="B">{ONE}</objectbank></questestinterop>'
FILES: dict[str, str | bytes] = {
    "imsmanifest.xml": manifest(
        ITEMS, RESOURCES, identifier="CART", names=NAMES, schema="IMS Common Cartridge", version="1.3.0", metadata=LOM
    ),
    "pages/read.html": PAGE,
    "pages/leaf.png": b"\x89PNG",
    "web_resources/a b.pdf": b"%PDF",
    "link.xml": '<webLink xmlns="http://x"><title>Web</title>'
    '<url href="https://example.org/" target="_blank"/></webLink>',
    "topic.xml": '<topic xmlns="http://x"><title>Topic</title>'
    '<text texttype="text/html">&lt;p&gt;Say&lt;/p&gt;</text></topic>',
    "meta.xml": '<topicMeta xmlns="http://x"><pinned>true</pinned><assignment><points_possible>5</points_possible>'
    "</assignment></topicMeta>",
    "lti.xml": '<cartridge_basiclti_link xmlns="http://x" xmlns:b="http://b" xmlns:m="http://m"><b:title>Tool</b:title>'
    '<b:launch_url>https://tool.example/</b:launch_url><b:custom><m:property name="k">v</m:property></b:custom>'
    "<b:vendor><m:name>Vendor</m:name></b:vendor></cartridge_basiclti_link>",
    "task.xml": '<assignment xmlns="http://x"><title>Herbarium</title><text texttype="text/html">&lt;p&gt;Do&lt;/p&gt;'
    '</text><gradable points_possible="20">true</gradable><submission_formats><format type="file"/>'
    '<format type="html"/></submission_formats></assignment>',
    "quiz.xml": QUIZ,
    "bank.xml": BANK,
    "odd.iwb": b"board",
    "loose.txt": "Nobody names me.",
}  # fmt: skip
