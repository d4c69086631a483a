export const FIRST_OPERATION = `# The whole API, with the documentation in the panel on the left.
# Ctrl-Enter runs the operation under the cursor; Ctrl-Space completes.

query WhoAmI {
  session {
    roles
    scopes
    eventCursor
  }
}

# Stays open and shows every lead as it is scored:
#
# subscription LeadsAsTheyAreScored {
#   leadScored {
#     cursor
#     lead { id }
#   }
# }
`;
