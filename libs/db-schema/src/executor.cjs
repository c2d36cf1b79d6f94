// What Nx calls for the targets of db-schema: what runs the commands of local-supabase.
module.exports = require('@parakeet/local-supabase/executor');
