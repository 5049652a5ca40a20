// The typed fields of content: plans that read the payload, which PostGraphile knows as JSON only. And the viewer.
import { access, constant } from "postgraphile/grafast";
import { sql } from "postgraphile/pg-sql2";
import { extendSchema } from "postgraphile/utils";

const payload = (name) => ($item) => access($item.get("data"), [name]);

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
