import pydicom,numpy as np
from pydicom.dataset import Dataset,FileMetaDataset
def make(name,a,bits,stored,signed,frames=1):
    d=Dataset(); m=FileMetaDataset(); m.TransferSyntaxUID='1.2.840.10008.1.2.1'; m.MediaStorageSOPClassUID='1.2.840.10008.5.1.4.1.1.4'; m.MediaStorageSOPInstanceUID='1.2.3.4'
    d.file_meta=m; d.is_little_endian=True; d.is_implicit_VR=False
    d.SOPClassUID='1.2.840.10008.5.1.4.1.1.4'; d.SOPInstanceUID='1.2.3.4'; d.ImageType=['ORIGINAL','PRIMARY','M']
    d.PatientName='Test'; d.PatientID='1'; d.Modality='MR'; d.StudyInstanceUID='1.2.3'; d.SeriesInstanceUID='1.2.3.1'
    d.ImagePositionPatient=[0,0,0]; d.ImageOrientationPatient=[1,0,0,0,1,0]; d.PixelSpacing=[1,1]
    d.SamplesPerPixel=1; d.PhotometricInterpretation='MONOCHROME2'; d.Rows,d.Columns=a.shape[-2:]
    d.BitsAllocated=bits; d.BitsStored=stored; d.HighBit=stored-1; d.PixelRepresentation=int(signed)
    d.PixelData=a.astype(('<i' if signed else '<u')+str(bits//8)).tobytes()
    d.save_as(name+'.native.dcm',write_like_original=False)
r=np.random.default_rng(7); y,x=np.mgrid[:31,:43]
s=1500+1200*np.sin(x/7.)*np.cos(y/5.)+r.normal(0,20,x.shape); s[8:14]=0; s[20:25,10:30]=4095; s=np.clip(s,0,4095)
make('u12',s,16,12,False); make('s16',(s-2000)*12,16,16,True); make('u8',s/16,8,8,False); make('u16',r.integers(0,65536,s.shape),16,16,False)
make('flat',np.where(x>20,700,3)*1.0,16,12,False)

def jpeg2000(name,kind,**how):
    """A native file with its pixels as JPEG 2000 of Pillow, transform reversible."""
    import io
    from PIL import Image
    from pydicom.encaps import encapsulate
    d=pydicom.dcmread(name+'.native.dcm'); b=io.BytesIO()
    Image.fromarray(d.pixel_array).save(b,'JPEG2000',irreversible=False,no_jp2=True,**how)
    d.file_meta.TransferSyntaxUID='1.2.840.10008.1.2.4.90'; d.PixelData=encapsulate([b.getvalue()]); d['PixelData'].is_undefined_length=True
    d.save_as(f'{name}.{kind}.dcm',write_like_original=False)
jpeg2000('u8','j2t',tile_size=(20,17))
jpeg2000('u12','j2p',precinct_size=(32,32),codeblock_size=(16,8),progression='PCRL',quality_mode='rates',quality_layers=[20,5,1])
jpeg2000('u12','lossy-j2k',quality_mode='rates',quality_layers=[12])
