// The recommended rules of graphql-eslint for a schema, all of them; and a description wherever one can stand.
import graphql from "@graphql-eslint/eslint-plugin";

const schema = "../../schema.graphql";

// What has identity is a Node, with an id. The rest are values and Relay's own types, which have none:
// docs/decisions/0025-values-have-no-id.md.
const withoutId = {
  suffixes: ["Connection", "Edge", "Block"],
  types: [
    "AcademicAge", "AccessibilitySettings", "AssessmentStep", "Box", "CallOutcome", "CertificateCheck", "CourseOpening", "GenerationInput", "LabFile", "LabGrading", "Layout",
    "LessonMaterial", "LessonPhase", "LessonSource", "Link", "Mastery", "NextStep", "PageInfo", "PushAttachment",
    "PushTarget", "QuizChoice",
    "QuizQuestion", "Recurrence", "RenderDetails", "Resource", "RubricCriterion", "RubricOption", "ScormItem", "StylePreferences",
    "Transcript", "TranscriptSegment", "Typography", "VideoSource",
  ],
};

export default [
  {
    files: ["**/*.graphql"],
    plugins: { "@graphql-eslint": graphql },
    languageOptions: { parser: graphql.parser, parserOptions: { graphQLConfig: { schema } } },
    linterOptions: { noInlineConfig: true },
    rules: {
      ...graphql.configs["flat/schema-recommended"].rules,
      "@graphql-eslint/require-description": [
        "error",
        {
          types: true,
          rootField: true,
          DirectiveDefinition: true,
          FieldDefinition: true,
          InputValueDefinition: true,
          EnumValueDefinition: true,
        },
      ],
      "@graphql-eslint/strict-id-in-types": ["error", { exceptions: withoutId }],
    },
  },
];
