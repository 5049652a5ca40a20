// Relations and fields under the names that the workloads' documents use.
import { jsonPgSmartTags } from "postgraphile/utils";

const relation = (field, list, connection) => ({
  tags: {
    fieldName: field,
    ...(list && { foreignSimpleFieldName: list }),
    ...(connection && { foreignFieldName: connection }),
  },
});

export const names = jsonPgSmartTags({
  version: 1,
  config: {
    class: {
      courses: { tags: { unique: "tenant_id,code" } },
      user_roles: { tags: { name: "user_role_grants" } },
      content_items: {
        tags: {
          interface: "mode:single type:content_type",
          type: [
            "video name:VideoContent",
            "quiz name:QuizContent",
            "text name:TextContent",
          ],
        },
      },
    },
    constraint: {
      "public.courses.fk_courses_organization": relation("organization"),
      "public.courses.fk_courses_primary_subject": relation("primarySubject"),
      "public.modules.fk_modules_course": relation("course", "courseModules"),
      "public.modules.fk_modules_parent": relation("parent", "children"),
      "public.content_items.fk_content_items_module": relation("module", "contentItems"),
      "public.course_offerings.fk_course_offerings_course": relation("course", "offeringsList", "offerings"),
      "public.offering_instructors.fk_offering_instructors_offering": relation("offering", "offeringInstructors"),
      "public.offering_instructors.fk_offering_instructors_user": relation("user"),
      "public.enrollments.fk_enrollments_offering": relation("offering", "enrollmentsList", "enrollments"),
      "public.enrollments.fk_enrollments_user": relation("user", "takenList", "taken"),
      "public.course_progress.fk_course_progress_enrollment": {
        tags: { fieldName: "enrollment", foreignSingleFieldName: "progress" },
      },
      "public.course_progress.fk_course_progress_last_content_item": relation("lastContentItem"),
    },
  },
});

// Words are spelled as GraphQL's style guide has them.
export const words = {
  name: "WordsPlugin",
  inflection: { replace: { enumValue: (_previous, _preset, value) => value.toUpperCase() } },
};
