module.exports.handler = async () => "hello";
