"""Exports of other programs as a test writes them down: rows of cells, and tables made of them."""

from collections.abc import Iterator, Sequence

from assistant.ports import Table


class Rows:
    """Rows that are handed out one by one and counted, as those of a file are."""

    def __init__(self, rows: Sequence[tuple[int, Sequence[str]]]) -> None:
        self.kept = rows
        self.passes = 0

    def __iter__(self) -> Iterator[tuple[int, Sequence[str]]]:
        self.passes += 1
        return iter(self.kept)


def export(*lines: str, name: str = "export.csv", separator: str = "|") -> Table:
    """A table as it is read before anybody knows where its header is: the first line stands for the columns."""
    first, *rest = [[cell.strip() for cell in line.split(separator)] for line in lines]
    width = max(map(len, (first, *rest)))
    columns = tuple(first + [""] * (width - len(first)))
    return Table(name=name, columns=columns, rows=Rows([(n, row) for n, row in enumerate(rest, start=2) if any(row)]))


XERO_INVOICES = export(
    "*ContactName|EmailAddress|POCity|*InvoiceNumber|Reference|*InvoiceDate|*DueDate|Total|TaxTotal|InvoiceAmountPaid|InvoiceAmountDue|Description|Currency|Type|Status",
    "Harbour Lane Ltd|ap@harbour.example|Leeds|INV-0212|PO 9|15 Jul 2026|14 Aug 2026|3600.00|600.00|0.00|3600.00|Design|GBP|Sales invoice|Awaiting Payment",
    "Harbour Lane Ltd|ap@harbour.example|Leeds|INV-0212|PO 9|15 Jul 2026|14 Aug 2026|3600.00|600.00|0.00|3600.00|Print|GBP|Sales invoice|Awaiting Payment",
    "Orchard Press|pay@orchard.example||INV-0219||02 Aug 2026|01 Sep 2026|2150.00|0.00|500.00|1150.00|Ads|GBP|Sales invoice|Awaiting Payment",
    "Orchard Press|pay@orchard.example||CN-0003||10 Aug 2026|10 Aug 2026|-80.00|0.00|0.00|-80.00|Refund|GBP|Sales credit note|Awaiting Payment",
    "Orchard Press|pay@orchard.example||INV-0230||12 Aug 2026|11 Sep 2026|900.00|0.00|0.00|900.00|Ads|GBP|Sales invoice|Draft",
    "Paper Mill|||B-77||01 Aug 2026|31 Aug 2026|400.00|0.00|0.00|400.00|Paper|GBP|Bill|Awaiting Payment",
    name="SalesInvoices.csv",
)
XERO_AGED = export(
    "Aged Receivables Detail",
    "Quince & Moss Ltd",
    "As at 31 August 2026",
    "Ageing by due date",
    "",
    "Invoice Date|Due Date|Invoice Number|Reference|Current|< 1 Month|1 Month|Older|Total",
    "",
    "Harbour Lane Ltd",
    "15 Jul 2026|14 Aug 2026|INV-0212|PO 9|0.00|3600.00|0.00|0.00|3600.00",
    "20 Aug 2026||||0.00|-100.00|0.00|0.00|-100.00",
    "Total Harbour Lane Ltd||||0.00|3500.00|0.00|0.00|3500.00",
    "",
    "Total Energy Supplies Ltd",
    "02 Jun 2026|02 Jul 2026|INV-0150|||||250.00|250.00",
    "Total Total Energy Supplies Ltd||||0.00|0.00|0.00|250.00|250.00",
    "",
    "Total||||0.00|3500.00|0.00|250.00|3750.00",
    "Percentage of total||||0.00%|93.33%|0.00%|6.67%|100.00%",
    name="Aged_Receivables_Detail.xlsx",
)
QUICKBOOKS_AGING = export(
    "Quince & Moss Inc",
    "A/R Aging Detail Report",
    "As of Jul 25, 2026",
    "",
    "|Date|Transaction type|Num|Customer full name|Due date|Amount|Open balance",
    "91 or more days past due",
    "|11/11/2025|Invoice|SI-1|Tandem Works|12/11/2025|1,000.00|800.00",
    "|01/23/2026|Credit Memo|SC-1|Zephyr Boards|01/23/2026|-100.00|-60.00",
    "|02/02/2026|Payment||Zephyr Boards|02/02/2026|-70.00|-70.00",
    "Total for 91 or more days past due|||||||670.00",
    "CURRENT",
    "|07/20/2026|Invoice|SI-2|Sports Cellar|09/15/2026|500.00|500.00",
    "|07/21/2026|Journal Entry|12|Sports Cellar|07/21/2026|15.00|15.00",
    "Total for CURRENT|||||||515.00",
    "TOTAL|||||||$1,185.00",
    "Thursday, July 30, 2026 04:19 PM GMT-06:00",
    name="AR Aging Detail.csv",
)
QUICKBOOKS_OPEN = export(
    "|Date|Transaction type|Num|Term|Due date|Open balance",
    "Acorn Corp",
    "|04/01/2026|Invoice|5004|Net 30|04/30/2026|1,000.00",
    "|04/13/2026|Invoice|5005|Net 30|05/13/2026|250.50",
    "Total for Acorn Corp||||||$1,250.50",
    "Beta LLC",
    "|03/20/2026|Credit Memo|CM-9||03/20/2026|-20.00",
    "Total for Beta LLC||||||-$20.00",
    "TOTAL||||||$1,230.50",
    name="Open Invoices.csv",
)
ERPNEXT = export(
    "Posting Date|Customer|Receivable Account|Customer Name|Voucher Type|Voucher No|Due Date|Invoiced Amount|Paid Amount|Credit Note|Outstanding Amount|Age (Days)|0-30|31-60|Currency|Territory|Remarks",
    "2026-05-02|CUST-0001|Debtors - QM|Lotus Retail|Sales Invoice|ACC-SINV-2026-00011|2026-06-01|12000.0|5000.0|1000.0|6000.0|60|0|6000.0|SGD|Singapore|No Remarks",
    "2026-05-09|CUST-0001|Debtors - QM|Lotus Retail|Payment Entry|ACC-PAY-2026-00007|2026-05-09|0.0|300.0|0.0|-300.0|53|0|-300.0|SGD|Singapore|Advance",
    "2026-05-12|CUST-0002|Debtors - QM|Ivory Tea|Sales Invoice|ACC-SINV-2026-00012|2026-06-11|-150.0|0.0|0.0|-150.0|50|0|-150.0|SGD|Singapore|Return",
    "2026-05-15|CUST-0002|Debtors - QM|Ivory Tea|Journal Entry|ACC-JV-2026-00003|2026-05-15|40.0|0.0|0.0|40.0|47|0|40.0|SGD|Singapore|Adjustment",
    "Total|||||||11850.0|5300.0|1000.0|5590.0||0|5590.0||| ",
    name="Accounts Receivable.csv",
)
YONYOU_U8 = export(
    "应收核销明细表",
    "期间：2026.01-2026.06",
    "客户编码|客户名称|单据类型|单据号|单据日期|到期日|币种|原币金额|本币金额|已收原币金额|原币余额|摘要",
    "0101|云岭贸易有限公司|销售专用发票|XS20260001|2026-05-06|2026-06-05|人民币|48,200.00|48,200.00|8,200.00|40,000.00|五月货款",
    "0101|云岭贸易有限公司|收款单|SK20260003|2026-06-10|2026-06-10|人民币|5,000.00|5,000.00||-5,000.00|预收",
    "0101|云岭贸易有限公司|销售专用发票|XS20260009|2026-06-12|2026-07-12|人民币|-1,200.00|-1,200.00||-1,200.00|退货红字",
    "|小计|||||||||33,800.00|",
    "0202|山和电子有限公司|其他应收单|YS20260002|2026-05-20|2026-06-19|美元|1,000.00|7,150.00||1,000.00|样品费",
    "0202|山和电子有限公司|付款单|FK20260001|2026-06-01|2026-06-01|美元|200.00|1,430.00||200.00|退款",
    "|合计|||||||||34,800.00|",
    name="应收核销明细表.xlsx",
)
YONYOU_LOCAL = export(
    "客户编码|客户名称|单据类型|单据号|单据日期|到期日|币种|本币金额|本币余额",
    "0202|山和电子有限公司|销售普通发票|XS20260020|2026-05-20|2026-06-19|美元|7,150.00|7,150.00",
    "合计|||||||7,150.00|7,150.00",
    name="应收账龄明细.xlsx",
)
YONYOU_SMALL = export(
    "往来单位|单据日期|单据编号|到期日|应收金额|已收金额|余额|备注",
    "青禾工程有限公司|2026-04-01|XS-2026-04-0001|2026-05-01|30,000.00|12,000.00|18,000.00|首批",
    "青禾工程有限公司|2026-04-15|XS-2026-04-0002|2026-05-15|9,000.00|1,000.00|9,000.00|对不上",
    "合计||||39,000.00|13,000.00|27,000.00|",
    name="往来单位应收明细.xlsx",
)
KINGDEE_CLOUD = export(
    "单据类型|单据编号|业务日期|到期日|客户编码|客户名称|币别|价税合计|已核销金额|未核销金额|收款条件|备注",
    "标准应收单|AR00000123|2026/5/6|2026/6/5|CUST0045|北岸机电（上海）有限公司|人民币|86400|20000|66400|月结30天|风机",
    "标准应收单|AR00000130|2026/5/16|2026/6/15|CUST0045|北岸机电（上海）有限公司|人民币|-400|0|-400|月结30天|折让",
    "其他应收单|QTYS000007|2026/5/20|2026/6/19|CUST0046|南屏工程有限公司|美元|1500.5|0|1500.5||检测费",
    "应收单转销|ZX000001|2026/5/21|2026/5/21|CUST0046|南屏工程有限公司|美元|10|0|10||",
    "合计|||||||87510.5|20000|67510.5||",
    name="应收单列表.xlsx",
)
KINGDEE_K3 = export(
    "到期债权列表",
    "客户代码|客户名称|单据类型|单据号|单据日期|应收日期|币别|金额|余额|过期天数",
    "01.002|南屏工程有限公司|销售增值税专用发票|ZSEFP000012|2026-03-05|2026-04-04|人民币|11300.00|11300.00|88",
    "01.002|南屏工程有限公司|收款单|XSKD000003|2026-05-05|2026-05-05|人民币|300.00|300.00|0",
    "01.003|北岸机电有限公司|销售增值税专用发票|ZSEFP000015|2026-03-09|2026-04-08|人民币|565.00|0.00|84",
    "合计|||||||11865.00|11000.00|",
    name="到期债权列表.xls.xlsx",
)
