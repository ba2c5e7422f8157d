#include "cel_support.hpp"

using namespace muster;
using namespace muster::test;

TEST_CASE("CEL: numbers of different types are equal and ordered by value") {
  all_true({"dyn(1) == 1u",
            "dyn(1u) == 1.0",
            "dyn(1) != 1.5",
            "1 < 2u",
            "1.5 < 2",
            "2u > 1.5",
            "dyn(-1) < 0u",
            "dyn(18446744073709551615u) > 9223372036854775807",
            "dyn(9223372036854775807) < 9223372036854775808u",
            "!(0.0 / 0.0 == 0.0 / 0.0)",
            "0.0 / 0.0 != 0.0 / 0.0",
            "!(0.0 / 0.0 < 1.0)",
            "!(0.0 / 0.0 >= 1)",
            "1.0 / 0.0 > 18446744073709551615u",
            "-1.0 / 0.0 < -9223372036854775807",
            "-0.0 == 0.0",
            "[1, 2.0, 3u] == [1.0, 2u, 3]",
            "{1: 'a', 2u: 'b'} == {2: 'b', 1u: 'a'}",
            "3.0 in [1, 2, 3]",
            "3u in [1, 2, 3]",
            "!(3.1 in [1, 2, 3])",
            "dyn('1') != 1",
            "dyn(null) != 0",
            "null == null",
            "dyn(true) != 1",
            "[] == []",
            "{} == {}",
            "dyn([]) != {}",
            "type(1) != type(1u)",
            "dyn(b'a') != 'a'",
            "[[1], [2.0]] == [[1u], [2]]"});
  all_errors(
      {"dyn(1) < 'a'", "dyn(null) < null", "dyn(true) < 1", "dyn([1]) < [2]", "dyn({}) < {}", "dyn('a') < b'a'"});
}

TEST_CASE("CEL: booleans, texts, bytes and times are ordered") {
  all_true({"false < true", "true >= false", "'a' < 'b'", "'a' < 'aa'", "'Z' < 'a'", "'\\u00e9' > 'z'",
            "b'\\xff' > b'a'", "b'' < b'\\x00'", "timestamp(1) < timestamp(2)", "duration('1s') < duration('1001ms')",
            "timestamp('2024-01-01T00:00:00.5Z') > timestamp('2024-01-01T00:00:00.499999999Z')"});
}

TEST_CASE("CEL: integers overflow with an error, never silently") {
  all_errors({"9223372036854775807 + 1", "-9223372036854775808 - 1", "9223372036854775807 * 2",
              "-(-9223372036854775808)", "-9223372036854775808 / -1", "-9223372036854775808 % -1", "1 / 0", "1 % 0",
              "1u / 0u", "1u % 0u", "0u - 1u", "18446744073709551615u + 1u", "18446744073709551615u * 2u",
              "dyn(1) + 1u", "dyn(1.0) % 2.0", "-(dyn(1u))"});
  all_true({"-9223372036854775808 == -9223372036854775807 - 1", "-7 / 2 == -3", "-7 % 2 == -1", "7 % -2 == 1",
            "1.0 / 0.0 == double('inf')", "-1.0 / 0.0 == double('-Infinity')", "0x10 == 16", "-0xff == -255",
            "0xFFu == 255u", "--1 == 1", "!!true", "1 - -1 == 2", "2 + 3 * 4 - 6 / 2 % 2 == 13"});
}

TEST_CASE("CEL: conversions take exactly what fits") {
  all_true({"int(1.9) == 1",
            "int(-1.9) == -1",
            "int('+5') == 5",
            "int('-9223372036854775808') < 0",
            "uint('5') == 5u",
            "uint(0.9) == 0u",
            "uint(-0.0) == 0u",
            "double('1e-400') == 0.0",
            "double('-1.5e3') == -1500.0",
            "double('1.') == 1.0",
            "double('.5') == 0.5",
            "string(double('NaN')) == 'NaN'",
            "string(1.0) == '1'",
            "string(-0.0) == '-0'",
            "string(0.1) == '0.1'",
            "string(1e100) == '1e+100'",
            "string(1.5e-9) == '1.5e-09'",
            "string(123456.75) == '123456.75'",
            "string(true) == 'true'",
            "string(18446744073709551615u) == '18446744073709551615'",
            "string(b'\\xc3\\xa9') == '\\u00e9'",
            "bytes('\\u00e9') == b'\\xc3\\xa9'",
            "bool('t') && bool('True') && bool('1') && !bool('F') && !bool('0')",
            "int(timestamp('1969-12-31T23:59:59Z')) == -1",
            "timestamp(0) == timestamp('1970-01-01T00:00:00Z')",
            "string(timestamp('2024-02-29T01:02:03.450Z')) == '2024-02-29T01:02:03.45Z'",
            "string(timestamp('2024-01-01T00:00:00+05:30')) == '2023-12-31T18:30:00Z'",
            "string(duration('1h1m1.5s')) == '3661.5s'",
            "string(duration('-1ms')) == '-0.001s'",
            "type(type(1)) == type",
            "type(null) == null_type",
            "type(duration('1s')) == google.protobuf.Duration",
            "type(timestamp(0)) == google.protobuf.Timestamp",
            "type([]) == list && type({}) == map && type(b'') == bytes",
            "dyn(1) == 1"});
  all_errors({"int(9.3e18)",
              "int('1.0')",
              "int(' 1')",
              "int('')",
              "int('0x10')",
              "int('9223372036854775808')",
              "int(18446744073709551615u)",
              "int(double('NaN'))",
              "uint(-1)",
              "uint(-0.5)",
              "uint(1.9e19)",
              "uint('-1')",
              "double('1e400')",
              "double('')",
              "double('1,5')",
              "double('nan(x)')",
              "bool('yes')",
              "bool('tRUE')",
              "bool('')",
              "string(b'\\xff')",
              "string(b'\\xed\\xa0\\x80')",
              "timestamp('2024-02-30T00:00:00Z')",
              "timestamp('2024-01-01')",
              "timestamp('2024-01-01T24:00:00Z')",
              "timestamp('2024-01-01T00:00:60Z')",
              "timestamp('2024-01-01T00:00:00')",
              "timestamp('2024-01-01T00:00:00+25:00')",
              "timestamp(253402300800)",
              "timestamp(-62135596801)",
              "duration('')",
              "duration('1')",
              "duration('1h 1m')",
              "duration('.s')",
              "duration('1d')",
              "duration('1e3s')",
              "dyn([1]) == string([1])"});
}

TEST_CASE("CEL: durations and timestamps keep to their ranges") {
  all_true({"duration('-9223372036.854775808s') < duration('0')",
            "duration('9223372036.854775807s').getHours() == 2562047", "duration('1.5us') == duration('1500ns')",
            "duration('2\u00b5s') == duration('2us')", "duration('2\u03bcs') == duration('2000ns')",
            "duration('+1m') == duration('60s')", "duration('-1h30m') == duration('-90m')",
            "duration('-1.5s').getMilliseconds() == -500", "duration('1h').getMinutes() == 60",
            "timestamp('9999-12-31T23:59:59.999999999Z') > timestamp(0)",
            "timestamp('0001-01-01T00:00:00Z') < timestamp(0)", "timestamp(10) - timestamp(4) == duration('6s')",
            "duration('1s') + timestamp(1) == timestamp(2)",
            "timestamp(1) - duration('1500ms') == timestamp('1969-12-31T23:59:59.5Z')",
            "-duration('1s') == duration('-1s')"});
  all_errors({"duration('9223372036.854775808s')", "duration('-9223372036.854775809s')",
              "duration('9223372036s') + duration('1s')", "-duration('-9223372036.854775808s')",
              "timestamp('9999-12-31T23:59:59Z') + duration('1s')",
              "timestamp('0001-01-01T00:00:00Z') - duration('1ns')",
              "timestamp('9999-12-31T23:59:59Z') - timestamp('0001-01-01T00:00:00Z')",
              "dyn(timestamp(0)) + timestamp(0)", "dyn(duration('1s')) - timestamp(0)", "dyn(duration('1s')) * 2",
              "timestamp(0) - duration('-9223372036.854775808s')"});
}

TEST_CASE("CEL: time zones are UTC, offsets and names of the database") {
  all_true(
      {"timestamp('2024-07-01T12:00:00Z').getHours('Europe/Berlin') == 14",
       "timestamp('2024-01-01T12:00:00Z').getHours('Europe/Berlin') == 13",
       "timestamp('2024-01-01T00:00:00Z').getFullYear('America/New_York') == 2023",
       "timestamp('2024-01-01T00:00:00Z').getMinutes('Asia/Kolkata') == 30",
       "timestamp('2024-01-01T00:00:00Z').getDayOfYear('US/Central') == 364",
       "timestamp('2024-01-01T00:00:00Z').getHours('-00:30') == 23",
       "timestamp('2024-01-01T00:00:00Z').getHours('05:00') == 5",
       "timestamp('2024-01-01T00:00:00Z').getDayOfWeek('UTC') == 1",
       "timestamp('2024-03-01T00:00:00Z').getDayOfYear() == 60",
       "timestamp('2024-01-01T00:00:00Z').getDate() == 1 && timestamp('2024-01-01T00:00:00Z').getDayOfMonth() == 0",
       "timestamp('1969-12-31T23:59:59.25Z').getMilliseconds() == 250"});
  all_errors({"timestamp(0).getHours('Europe/Berln')", "timestamp(0).getHours('../../etc/passwd')",
              "timestamp(0).getHours('/usr/share/zoneinfo/UTC')", "timestamp(0).getHours('localtime')",
              "timestamp(0).getHours('+24:00')", "timestamp(0).getHours('+1:00')", "timestamp(0).getHours('+01:60')",
              "timestamp(0).getHours('Fixed/UTC+01:00')", "timestamp(0).getHours('A\\x00B')"});
  Expressions cel;
  CHECK(cel.mistakes("timestamp(0).getHours('Europe/Berln')") ==
        std::vector<std::string>{
            "22: expected UTC, an offset such as +02:00 or a time zone such as Europe/Berlin, got 'Europe/Berln'"});
}

TEST_CASE("CEL: keys of maps are compared exactly, across number types") {
  all_true({"{1: 'a'}[1u] == 'a'", "{1u: 'a'}[1] == 'a'", "{1: 'a'}[1.0] == 'a'", "1.0 in {1u: 0}", "!(1.5 in {1: 0})",
            "!(9007199254740992.0 in {9007199254740993: 0})", "!(dyn('1') in {1: 0})", "true in {true: 0}",
            "{'a': null}.a == null", "has({'a': null}.a)", "!has({'a': 1}.b)", "{'a': {'b': 2}}.a.b == 2",
            "{'if': 1}.if == 1", "{'a-b': 1}.`a-b` == 1", "{'a.b/c': 1}.`a.b/c` == 1", "size({1: 1, 2: 2}) == 2",
            "{'k': 1,} == {'k': 1}"});
  all_errors({"{1: 1, 1u: 2}", "{true: 1, true: 2}", "{'a': 1}.b", "{1: 1}[2]", "{1: 1}[1.5]", "{null: 1}", "{[1]: 1}",
              "{1.0: 1}", "dyn(1).a", "dyn([1]).a", "has(dyn(1).a)"});
}

TEST_CASE("CEL: lists, indices and membership") {
  all_true({"[1, 2][0] == 1", "[1, 2][dyn(1u)] == 2", "[1, 2][dyn(1.0)] == 2", "[1] + [2] == [1, 2]", "[] + [] == []",
            "size([1, [2]]) == 2", "!(1 in [])", "'b' in ['a', 'b']", "null in [null]", "[1, 2,] == [1, 2]",
            "dyn('a') in [1, 'a']", "[[1]] + [[2]] == [[1], [2]]"});
  all_errors({"[1][1]", "[1][-1]", "[1][dyn(0.5)]", "[1][dyn('0')]", "[][0]", "[1][18446744073709551615u]",
              "dyn([1]) + 1", "1 in dyn(1)"});
}

TEST_CASE("CEL: && and || take what decides, errors wait") {
  all_true({"false && 1 / 0 == 1 ? false : true", "true || 1 / 0 == 1", "1 / 0 == 1 || true", "!(1 / 0 == 1 && false)",
            "true ? true : 1 / 0 == 1", "false || true && true", "(true ? 1 : 2) == 1",
            "(false ? 1 : true ? 2 : 3) == 2"});
  all_errors({"true && 1 / 0 == 1", "false || 1 / 0 == 1", "dyn(1) && true", "dyn('a') || false", "!dyn(1)",
              "dyn(1) ? 1 : 2", "1 / 0 == 1 ? 1 : 1"});
}

TEST_CASE("CEL: macros over lists and maps, with one and two variables") {
  all_true({"[].all(x, false)",
            "![].exists(x, true)",
            "![1, 2].exists_one(x, x > 0)",
            "[1, 2].existsOne(x, x > 1)",
            "[1, 2, 3].filter(x, x % 2 == 1) == [1, 3]",
            "[1, 2].map(x, x * 2) == [2, 4]",
            "[1, 2, 3].map(x, x > 1, x * 2) == [4, 6]",
            "{'a': 1}.all(k, k == 'a')",
            "{'a': 1, 'b': 2}.exists(k, v, k == 'b' && v == 2)",
            "['x', 'y'].all(i, v, i < 2)",
            "['a', 'b'].transformList(i, v, string(i) + v) == ['0a', '1b']",
            "[5, 6].transformList(i, v, i > 0, v) == [6]",
            "{'a': 1, 'b': 2}.transformMap(k, v, v * 2) == {'a': 2, 'b': 4}",
            "{'a': 1, 'b': 2}.transformMap(k, v, v > 1, v) == {'b': 2}",
            "[1, 2].exists(x, x == 2 || 1 / (x - 1) > 0)",
            "[0, 1].exists(x, 1 / x == 1)",
            "![0, 1].all(x, 1 / x == 2)",
            "[[1, 2], [3]].map(x, x.map(y, y + 1)) == [[2, 3], [4]]",
            "[1].all(x, [2].all(x, x == 2))",
            "cel.bind(x, 2, cel.bind(y, x + 1, x * y)) == 6",
            "cel.bind(x, [1, 2], x + x) == [1, 2, 1, 2]"});
  all_errors({"[1, 0].all(x, 1 / x > 0)", "[0, 2].exists(x, 1 / x == 5)", "[1, 2, 0].exists_one(x, 1 / x == 1)",
              "[0].map(x, 1 / x)", "[0].filter(x, 1 / x == 0)", "dyn(1).all(x, true)", "dyn('abc').exists(x, true)",
              "[1].all(x, dyn('a'))"});
  all_refused({"[1].all(1, true)", "[1].all(x.y, true)", "[1].all(x, y)", "[1].all(x)", "[1].exists(x, x, true)",
               "has(1)", "has(device)", "[1].map(x, x, x, x)", "cel.bind(1, 2, 3)", "[1].filter(i, v, true)"});
}

TEST_CASE("CEL: literals and their escapes") {
  all_true({R"('\x41\X41\101\u0041\U00000041' == 'AAAAA')", R"("\a\b\f\n\r\t\v\\\?\"\'\`".size() == 12)",
            R"(b'\x00\377' == b'\000\xff')", R"(r'\n'.size() == 2)", R"(rb'\xff'.size() == 4)", R"(bR"\x".size() == 2)",
            "'''a'b''c'''.size() == 6", "\"\"\"a\nb\"\"\".size() == 3", R"('\U0010FFFF'.size() == 1)",
            "'\u00e9\U0001f431'.size() == 2", "b'\u00e9'.size() == 2", "1.5e3 == 1500.0", ".5 == 0.5", "1e-400 == 0.0",
            "1E2 == 100.0", "12u == 12U"});
}

TEST_CASE("CEL: what is no literal is refused") {
  all_refused({R"('\8')",
               R"('\400')",
               R"('\ud800')",
               R"('\U00110000')",
               R"('\x4')",
               R"('\u12')",
               R"('\q')",
               R"(b'\u0041')",
               "'a",
               "'a\nb'",
               "r'a\nb'",
               "9223372036854775808",
               "-9223372036854775809",
               "18446744073709551616u",
               "0x",
               "1e",
               "1.",
               "1e400",
               "12ab",
               "0xgg",
               "'''a''",
               "1 +",
               "(1",
               "[1",
               "{1}",
               "{1:2",
               "1 2",
               "a.1",
               "if",
               "let + 1",
               "a.true",
               "1 = 1",
               "&& true",
               "a b",
               "#",
               "a?b",
               "[1,,2]",
               "f(1,)",
               "{,}",
               "x.()",
               "''''",
               "true &",
               "@",
               "\\"});
}

TEST_CASE("CEL: white space and comments separate, and change nothing") {
  all_true({"1\t+\n1\r\n\f== 2", "// first\n1 == 1 // last", "[ // a\n1,\n// b\n2] == [1, 2]",
            "'// no comment'.size() == 13"});
}
