"""The floor of `script/bench print`: reportlab draws the fields of a label, one PDF each, and tells its rate.

    reportlab_labels.py FONTS N     prints labels per second of processor time
"""
import io
import sys
import time

from reportlab.graphics.barcode import code128, qr
from reportlab.graphics.shapes import Drawing
from reportlab.graphics import renderPDF
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas
from reportlab.platypus import Paragraph

fonts, n = sys.argv[1], int(sys.argv[2])
for name, file in (("M", "NotoSansSC_500Medium"), ("B", "NotoSansSC_700Bold"), ("K", "NotoSansSC_900Black")):
    pdfmetrics.registerFont(TTFont(name, f"{fonts}/{file}.ttf"))
W, H = 76 * mm, 130 * mm


def text(c, x, y, size, s, font="M", right=False):
    c.setFont(font, size)
    (c.drawRightString if right else c.drawString)(x * mm, H - y * mm, s)


def box(c, x, y, w, h, s, font="M", size=9):
    style = ParagraphStyle("p", fontName=font, fontSize=size, leading=size * 1.12, wordWrap="CJK")
    p = Paragraph(s, style)
    _, used = p.wrap(w * mm, h * mm)
    p.drawOn(c, x * mm, H - y * mm - used)


def label(i):
    out = io.BytesIO()
    c = canvas.Canvas(out, pagesize=(W, H))
    number = f"SB885373428{i:04d}"
    text(c, 2, 7, 15, "圆通速递", "K")
    text(c, 66, 7, 9, "标准快递", "B", right=True)
    text(c, 74, 7, 9, "隐", "B", right=True)
    text(c, 4, 21, 34, "788-F36-30", "K")
    text(c, 8, 28, 13, "集包地", "B")
    text(c, 74, 28, 7, "11-23 17:05", right=True)
    code128.Code128(number, barWidth=0.375 * mm, barHeight=12 * mm).drawOn(c, 8 * mm, H - 45 * mm)
    text(c, 22, 49, 10, number, "B")
    text(c, 9, 55, 12, "收**　1******0000", "B")
    box(c, 9, 57, 65, 12, "某某省 某某市 某某区 某某街道***", "B", 10)
    text(c, 9, 71, 8, "寄件人　000-00000000")
    text(c, 9, 75, 8, "某某省 某某市 某某区 发货地址")
    text(c, 2, 80, 8, "签收人/签收时间", "B")
    box(c, 2, 86, 52, 8, "快件送达收件人地址，经收件人或收件人允许的代收人签字，视为送达。您的签字代表您已验收此包裹，并已确认商品信息无误、包装完好。", "M", 6)
    code = qr.QrCodeWidget(number)
    x0, y0, x1, y1 = code.getBounds()
    d = Drawing(15 * mm, 15 * mm, transform=[15 * mm / (x1 - x0), 0, 0, 15 * mm / (y1 - y0), 0, 0])
    d.add(code)
    renderPDF.draw(d, c, 58 * mm, H - 93 * mm)
    for y in (9.5, 23, 30, 49.5, 68, 77, 93):
        c.rect(0, H - y * mm, W, 0.375 * mm, stroke=0, fill=1)
    text(c, 2, 98, 8, "星空定制旗舰店", "B")
    text(c, 74, 98, 8, f"{i + 1}/3000", right=True)
    text(c, 2, 102, 8, f"订单 DS202687245953{i:04d}")
    for line in range(1 + i % 3):
        y = 107 + 4 * line
        text(c, 2, y, 6, f"KC{i:04d}-{line}")
        text(c, 16, y, 8, "手机壳 iPhone 17 Pro Max 磨砂软壳")
        text(c, 74, y, 8, f"×{1 + i % 5}", "B", right=True)
    text(c, 2, 128, 8, "备注：易碎品，请轻拿轻放", "B")
    c.showPage()
    c.save()
    return len(out.getvalue())


label(0)
start = time.process_time()
for i in range(n):
    assert label(i) > 5000
print(n / (time.process_time() - start))
