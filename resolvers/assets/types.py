"""What the schema shows of files."""

from db.models import assets
from resolvers.assets import addresses
from resolvers.kit.declaring import relations
from resolvers.kit.declaring.entity import entity


@entity(assets.Asset, plural="assets")
class Asset:
    """A file in storage, of the tenant's library or of one place in a course."""

    url = addresses.url
    course = relations.link("course_id")
    module = relations.link("module_id")
    content_item = relations.link("content_item_id")
    uploader = relations.link("uploaded_by")
    versions = relations.connection(
        "AssetVersion", "asset_id", order=("-version",), description="Earlier files, newest first."
    )
    voice_tracks = relations.children(
        "VoiceTrack",
        "asset_id",
        order="{t}created_at, {t}id",
        description="The speech that it holds; for staff.",
    )
    rendered_by = relations.children(
        "RenderJob", "result_asset_id", order="{t}requested_at, {t}id",
        description="The jobs that made it; for staff.",
    )  # fmt: skip
    lesson_assets = relations.connection(
        "LessonAsset", "asset_id", description="The versions of lessons that use it."
    )


@entity(assets.AssetVersion, plural="asset_versions")
class AssetVersion:
    """A file that an asset had before it was replaced; for staff."""

    url = addresses.earlier_url
    asset = relations.link("asset_id")
