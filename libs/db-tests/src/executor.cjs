// What Nx calls for the targets of db-tests: the executor that runs the commands of db-schema.
module.exports = require('@parakeet/db-schema/executor');
