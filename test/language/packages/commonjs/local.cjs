module.exports = { plain: require("plain"), here: typeof module, json: require("./data.json") };
