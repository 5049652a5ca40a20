"""A small SCORM package."""

from tests.importers.packages import manifest

ITEMS = (
    "<title>Safety at work</title>"
    '<item identifier="I1"><title>Ladders</title>'
    '<item identifier="I2" identifierref="R1"><title>Read</title></item>'
    '<item identifier="I3" identifierref="R2" parameters="?set=1" isvisible="false"><title>Test</title>'
    "<adlcp:prerequisites type='aicc_script'>I2</adlcp:prerequisites><adlcp:masteryscore>80</adlcp:masteryscore>"
    "<adlcp:maxtimeallowed>00:30:00</adlcp:maxtimeallowed><adlcp:datafromlms>level=1</adlcp:datafromlms></item></item>"
    '<item identifier="I4" identifierref="R2" parameters="set=2"><title>Another test</title></item>'
)
RESOURCES = (
    '<resource identifier="R1" type="webcontent" adlcp:scormtype="asset" href="a%20b/read.html">'
    '<file href="a%20b/read.html"/><file href="a b/picture.png"/></resource>'
    '<resource identifier="R2" type="webcontent" adlcp:scormtype="sco" href="test.html?x=1" xml:base="quiz/">'
    '<file href="test.html"/><dependency identifierref="R3"/></resource>'
    '<resource identifier="R3" type="webcontent" adlcp:scormtype="asset"><file href="shared.js"/></resource>'
    '<resource identifier="R4" type="webcontent" adlcp:scormtype="asset" href="spare.html"/>'
)
FILES = {
    "imsmanifest.xml": manifest(ITEMS, RESOURCES),
    "a b/read.html": "<p>Hold on.</p>",
    "a b/picture.png": b"\x89PNG",
    "quiz/test.html": "<p>1 + 1?</p>",
    "shared.js": "",
    "spare.html": "<p>Nobody comes here.</p>",
    "found.css": "p {}",
    "adlcp_rootv1p2.xsd": "<schema/>",
}
CONTENT = "SELECT * FROM content_items WHERE deleted_at IS NULL ORDER BY external_id"
