/** What guessers try first: simplified (lower case, without blanks, dots, dashes and underscores). */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `123456 1234567 12345678 123456789 1234567890 0123456789 9876543210 0987654321 11111111 1111111111 00000000
  0000000000 88888888 8888888888 66666666 6666666666 112233 123123 123123123 123321 123654 147258 147258369 159357
  159753 5201314 52013140 1314520 520520 7758521 woaini woaini1314 woaini520 iloveyou aini1314 5845201314 zxcvbnm
  zxcvbnm123 asdfghjkl asdfghjkl123 qwertyuiop qwertyuiop123 qwerty qwerty123 qwertyui qazwsx qazwsxedc qazwsx123
  1qaz2wsx 1qaz2wsx3edc 1q2w3e4r 1q2w3e4r5t q1w2e3r4 q1w2e3r4t5 zaq12wsx abc123 abc123456 abcd1234 abcdef abcdefgh
  abcdefg a123456 a12345678 a123456789 aa123456 aa123456789 aaa111 qq123456 qq123456789 wang123456 li123456
  zhang123456 password passw0rd p@ssw0rd p@ssword password1 password123 pass1234 admin admin123 admin1234
  administrator root root123456 test test123456 user guest welcome welcome1 letmein changeme secret default login
  master monkey dragon sunshine princess football superman trustno1 hello123 china china123 zhongguo beijing shanghai
  guangdong mobile telecom chinamobile unicom chinatelecom yidong liantong dianxin 10086 1008610086 10000 10010
  kefu kefu123 service jiannuo jiannuo123 manyi100 caonima woshishui nihao nihao123 helloworld`.split(/\s+/),
)
