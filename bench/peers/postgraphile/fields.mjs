// The typed fields of content: of the payload, which PostGraphile knows as JSON only, no more than what is asked for is
// read. And the viewer, and progress as a number.
import { TYPES } from "postgraphile/@dataplan/pg";
import { constant } from "postgraphile/grafast";
import { sql } from "postgraphile/pg-sql2";
import { extendSchema } from "postgraphile/utils";

const payload = (name) => ($item) =>
  $item.select(sql`(${$item.getClassStep().alias}.data -> ${sql.literal(name)})`, TYPES.json);

export const fields = extendSchema(({ input }) => ({
  typeDefs: /* GraphQL */ `
    type Viewer {
      user: User
    }
    extend type Query {
      viewer: Viewer!
    }
    extend type VideoContent {
      videoId: String
      durationSeconds: Float
      isDownloadable: Boolean
    }
    extend type QuizContent {
      timeLimitSeconds: Int
      maxPoints: Float
    }
    extend type TextContent {
      layout: String
    }
  `,
  objects: {
    Query: { plans: { viewer: () => constant({}) } },
    Viewer: {
      plans: {
        user() {
          const $users = input.pgRegistry.pgResources.users.find();
          $users.where(sql`${$users}.id = app.user_id()`);
          return $users.single();
        },
      },
    },
    VideoContent: {
      plans: {
        videoId: payload("video_id"),
        durationSeconds: payload("duration_seconds"),
        isDownloadable: payload("is_downloadable"),
      },
    },
    QuizContent: {
      plans: { timeLimitSeconds: payload("time_limit_seconds"), maxPoints: payload("max_points") },
    },
    TextContent: { plans: { layout: payload("layout") } },
  },
}));

// A numeric is a string in its answers, lest digits be lost. The two decimals of a percentage are not: it is read as the
// text that the driver gets of any number, and costs the database no cast.
export const numbers = {
  name: "NumbersPlugin",
  gather: {
    hooks: {
      pgCodecs_attribute(_info, { pgClass, pgAttribute, attribute }) {
        if (pgClass.relname === "course_progress" && pgAttribute.attname === "percent") {
          attribute.codec = TYPES.float;
        }
      },
    },
  },
};
